package dev.microsandbox.camel.logs.springboot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel without Spring: reads the sandbox {@code web} of a microsandbox home, and prints how many entries there are. */
final class PlainMain {
    private PlainMain() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            String uri = "msblogs:web?operation=read&home=" + args[0];
            out.println("read "
                    + context.createProducerTemplate()
                            .requestBody(uri, null, List.class)
                            .size());
        }
    }
}
