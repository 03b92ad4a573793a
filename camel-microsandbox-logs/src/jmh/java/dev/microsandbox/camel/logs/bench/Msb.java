package dev.microsandbox.camel.logs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Where the sandbox tool is had from: the npm package of the platform's binary, which needs no sandbox to read logs. */
final class Msb {
    static final String VERSION = "0.6.18";

    private static final String SCOPE = "@superradcompany";
    private static final int MINUTES = 3;

    private Msb() {}

    /** Installs it where it is missing. False: it cannot be had here. */
    static boolean install(Path directory) throws IOException, InterruptedException {
        if (Files.isExecutable(binary(directory))) {
            return true;
        }
        Files.createDirectories(directory);
        Process npm;
        try {
            npm = new ProcessBuilder(List.of(
                            "npm",
                            "install",
                            "--prefix",
                            directory.toString(),
                            "--no-save",
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            "--force", // it is a native program: what it wants of Node is nothing to us
                            SCOPE + "/" + name() + "@" + VERSION))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false; // there is no npm
        }
        if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
        }
        return Files.isExecutable(binary(directory));
    }

    static Path binary(Path directory) {
        return directory.resolve("node_modules").resolve(SCOPE).resolve(name()).resolve("bin/msb");
    }

    private static String name() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return "microsandbox-" + system + "-" + processor + (system.equals("linux") ? "-gnu" : "");
    }
}
