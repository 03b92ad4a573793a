package dev.microsandbox.camel.logs;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * An application in a process that may not have all it wants: files, watches, rights. Arguments: the directory of the application, the
 * directory of sandboxes, and the rest of the URI behind {@code msblogs:}. Told {@code status}, it prints how many entries came, how many
 * different ones, and the status; told {@code warnings}, what was logged above INFO, with {@code |} between.
 */
final class LimitedMain {
    private LimitedMain() {}

    /** As from a jar, which is open: here each class is a file of its own, and needs a handle to be loaded. */
    private static void loadClasses() throws Exception {
        Path classes = Path.of(MsbLogsConsumer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file :
                    all.filter(one -> one.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class.forName(name.substring(0, name.length() - ".class".length()));
            }
        }
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        loadClasses();
        Logged logged = new Logged();
        logged.beforeEach(null);
        AtomicLong given = new AtomicLong();
        Set<String> ids = ConcurrentHashMap.newKeySet();
        try (App app = new App(Path.of(args[0]))) {
            String uri = args[2] + (args[2].contains("?") ? "&" : "?") + "sandboxesDir=" + args[1];
            app.route("r", uri, exchange -> {
                        given.incrementAndGet();
                        ids.add(exchange.getMessage().getHeader(MsbLogsConstants.ENTRY_ID, String.class));
                    })
                    .start();
            MsbLogsConsumer consumer =
                    (MsbLogsConsumer) app.context.getRoute("r").getConsumer();
            out.println("started");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null && !line.equals("stop"); line = in.readLine()) {
                if (line.equals("warnings")) {
                    out.println("warnings "
                            + String.join(
                                    " | ",
                                    logged.lines().stream()
                                            .filter(text -> !text.startsWith("INFO "))
                                            .toList()));
                } else {
                    out.println("status " + given + " " + ids.size() + " " + consumer.status());
                }
            }
        }
        out.println("stopped");
    }
}
