package dev.microsandbox.camel.logs.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** Asks {@link FaultyFileSystem} before each operation; closing always works, as a dying process does it. */
final class FaultyChannel extends FileChannel {
    private final FaultyFileSystem files;
    private final Path file;
    private final Object key;
    private final FileChannel channel;

    FaultyChannel(FaultyFileSystem files, Path file, FileChannel channel) throws IOException {
        this.files = files;
        this.file = file;
        this.key = FaultyFileSystem.key(file);
        this.channel = channel;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        try {
            files.operation("write", file);
        } catch (IOException e) {
            ByteBuffer half = source.slice(source.position(), source.remaining() / 2);
            channel.write(half, position);
            throw e;
        }
        return channel.write(source, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        try {
            files.operation("force", file);
        } catch (IOException e) {
            files.notForced(key, channel.size());
            throw e;
        }
        files.forced(file, key, channel.size());
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        files.operation("truncate", file);
        channel.truncate(size);
        return this;
    }

    @Override
    public long size() throws IOException {
        files.operation("look", file);
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        files.operation("look", file);
        return channel.read(target, position);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        files.operation("lock", file);
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
