package dev.microsandbox.camel.logs.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;

/** Java on a page, compiled: a class as it is, routes as the body of {@code configure()}, anything else as the body of a method. */
final class JavaBlock {
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern ROUTES =
            Pattern.compile("(?m)^(?:from|onException|errorHandler|rest|routeTemplate)\\(");

    private static final String IMPORTS =
            """
            import dev.microsandbox.logs.*;
            import dev.microsandbox.camel.logs.*;
            import dev.microsandbox.camel.logs.journal.*;
            import io.micrometer.core.instrument.*;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import org.apache.camel.*;
            import org.apache.camel.builder.*;
            import org.apache.camel.impl.DefaultCamelContext;
            import org.apache.camel.main.Main;
            import org.apache.camel.processor.aggregate.*;
            import org.apache.camel.spi.*;
            """;
    /** What the pages take as given. */
    private static final String GIVEN =
            """
                ProducerTemplate template;
                CamelContext context;
                Path directory;
                volatile boolean running;
                long inode;
                long offset;
                boolean print(Object any) { return true; }
            """;

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Kept, since it has the whole class path open: a compilation with a new one takes four times as long. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8);

    private JavaBlock() {}

    /** Compiles it; the routes in it, or null when there are none. */
    static RouteBuilder compile(Block block, Path directory) throws Exception {
        String text = block.text();
        Matcher type = TYPE.matcher(text);
        if (type.find()) {
            compile(type.group(1), (text.contains("import ") ? "" : IMPORTS) + text, directory);
            return null;
        }
        if (ROUTES.matcher(text).find()) {
            compile(
                    "Snippet",
                    IMPORTS + "public class Snippet extends RouteBuilder {\n" + GIVEN
                            + "public void configure() throws Exception {\n" + text + "\n}}",
                    directory);
            URL[] path = {directory.toUri().toURL()};
            return (RouteBuilder) new URLClassLoader(path, JavaBlock.class.getClassLoader())
                    .loadClass("Snippet")
                    .getConstructor()
                    .newInstance();
        }
        String answer = Pattern.compile("(?m)^return ").matcher(text).find() ? "Object" : "void";
        compile(
                "Snippet",
                IMPORTS + "class Snippet {\n" + GIVEN + answer + " run() throws Exception {\n" + text + "\n}}",
                directory);
        return null;
    }

    private static void compile(String name, String source, Path directory) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = COMPILER.getTask(said, FILES, null, options, null, List.of(file))
                .call();
        assertTrue(compiled, () -> said + "\nin\n" + source);
    }
}
