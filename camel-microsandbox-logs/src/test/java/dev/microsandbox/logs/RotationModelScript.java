package dev.microsandbox.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the producer (and a hand) does to the names of one log file, step by step, and how the names stand before and after each step.
 * Each rename is a step of its own, oldest first, then the new live file is created, then records are appended: one byte each, which
 * is its sequence number. A file is known by its ordinal: the how many-eth it was created.
 *
 * <p>Written once, then read only.
 */
final class RotationModelScript {
    private final List<String> steps = new ArrayList<>();
    private final List<byte[]> names = new ArrayList<>();
    private final List<byte[]> sizes = new ArrayList<>();
    private final List<Integer> directories = new ArrayList<>();
    /** By file: its records. */
    private final List<byte[]> contents = new ArrayList<>();
    /** By file: the directory that it was created in. */
    private final List<Integer> homes = new ArrayList<>();

    /** By file, as bits: deleted while it was the live one. */
    private long untraceable;

    private byte[] named;
    private int directory = 1;
    private int directoriesMade = 1;
    private int records;

    /** @param oldest how many rotated files there can be */
    RotationModelScript(int oldest) {
        named = new byte[oldest + 1];
        Arrays.fill(named, (byte) -1);
        note("nothing");
    }

    /** Before the sandbox was ever started: there is no directory. */
    static RotationModelScript nothing(int oldest) {
        RotationModelScript script = new RotationModelScript(oldest);
        script.directories.set(0, 0);
        return script.makeDirectory();
    }

    /** A live file, and then for each rotation the renames and a new live file, each with that many records. */
    static RotationModelScript rotations(int oldest, int rotations, int recordsEach) {
        return new RotationModelScript(oldest).create().append(recordsEach).rotations(rotations, recordsEach);
    }

    RotationModelScript rotations(int rotations, int recordsEach) {
        for (int i = 0; i < rotations; i++) {
            rotate().create().append(recordsEach);
        }
        return this;
    }

    RotationModelScript create() {
        named = named.clone();
        named[0] = (byte) contents.size();
        contents.add(new byte[0]);
        homes.add(directory);
        return note("create");
    }

    RotationModelScript append(int count) {
        for (int i = 0; i < count; i++) {
            byte[] before = contents.get(contents.size() - 1);
            byte[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = (byte) ++records;
            contents.set(contents.size() - 1, after);
            note("append");
        }
        if (records > Byte.MAX_VALUE) {
            throw new IllegalStateException("too many records for a byte each");
        }
        return this;
    }

    /** The renames of a rotation, without the new live file. */
    RotationModelScript rotate() {
        for (int i = named.length - 2; i >= 0; i--) {
            if (named[i] >= 0) {
                rename(i);
            }
        }
        return this;
    }

    private void rename(int index) {
        named = named.clone();
        named[index + 1] = named[index];
        named[index] = -1;
        note(index + "->" + (index + 1));
    }

    /** A hand deletes that name. That a live file was there, nobody can tell once there is another one. */
    RotationModelScript delete(int index) {
        if (index == 0) {
            untraceable |= 1L << named[0];
        }
        named = named.clone();
        named[index] = -1;
        return note("delete " + index);
    }

    boolean hasName(int index) {
        return named[index] >= 0;
    }

    /** The directory goes; its names must be gone. */
    RotationModelScript removeDirectory() {
        directory = 0;
        return note("rmdir");
    }

    RotationModelScript makeDirectory() {
        directory = ++directoriesMade;
        return note("mkdir");
    }

    private RotationModelScript note(String step) {
        steps.add(step);
        names.add(named);
        byte[] size = new byte[contents.size()];
        for (int file = 0; file < size.length; file++) {
            size[file] = (byte) contents.get(file).length;
        }
        sizes.add(size);
        directories.add(directory);
        return this;
    }

    // -- the answer to every question, by position: how many steps have been done

    int oldest() {
        return named.length - 1;
    }

    /** The position behind the last step. */
    int end() {
        return steps.size() - 1;
    }

    String step(int position) {
        return steps.get(position);
    }

    /** The file that has this name; -1: none. */
    int name(int position, int index) {
        return names.get(position)[index];
    }

    boolean isNamed(int position, int file) {
        for (byte one : names.get(position)) {
            if (one == file) {
                return true;
            }
        }
        return false;
    }

    int files(int position) {
        return sizes.get(position).length;
    }

    int size(int position, int file) {
        byte[] all = sizes.get(position);
        return file < all.length ? all[file] : 0;
    }

    int finalSize(int file) {
        return contents.get(file).length;
    }

    byte record(int file, int offset) {
        return contents.get(file)[offset];
    }

    int directory(int position) {
        return directories.get(position);
    }

    int home(int file) {
        return homes.get(file);
    }

    /** Whether a file that has records stands between the two; {@code traced}: one that left a trace. */
    boolean isAnythingBetween(int older, int newer, boolean traced) {
        for (int file = older + 1; file < newer; file++) {
            if (finalSize(file) > 0 && !(traced && (untraceable & 1L << file) != 0)) {
                return true;
            }
        }
        return false;
    }
}
