package dev.microsandbox.camel.logs.examples.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.microsandbox.camel.logs.MsbLogsComponent;
import dev.microsandbox.logs.MicrosandboxHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The application: from its start to its stop. Listener methods run on the main thread, in order. */
public final class Jdbc extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Jdbc.class);
    private static final Set<String> ROUTES = Set.of(InsertRoute.NAME, ExactlyOnceRoute.NAME);
    private static final int CONNECTIONS = 6;
    private static final long CONNECT_MILLIS = 5000;

    private final HikariDataSource database = new HikariDataSource();

    Jdbc() {}

    /** Runs until it is stopped by Ctrl-C or SIGTERM. */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.addMainListener(new Jdbc());
        main.run(args);
    }

    /** Beans and tables, before there is a route. */
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        database.setJdbcUrl(url(context));
        database.setUsername(property(context, "jdbc.user"));
        database.setPassword(property(context, "jdbc.password"));
        database.setMaximumPoolSize(CONNECTIONS);
        database.setConnectionTimeout(CONNECT_MILLIS);
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(database);

        JdbcCursors cursors = new JdbcCursors(database);
        context.getRegistry().bind("dataSource", database);
        context.getRegistry().bind("cursors", cursors);
        context.getRegistry().bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(database)));
        List<String> routes = List.of(property(context, "jdbc.routes").split(","));
        if (!ROUTES.containsAll(routes)) {
            throw new IllegalArgumentException("jdbc.routes=" + routes + ": only " + ROUTES + " are known");
        }
        try {
            if (routes.contains(InsertRoute.NAME)) {
                context.addRoutes(new InsertRoute());
            }
            if (routes.contains(ExactlyOnceRoute.NAME)) {
                context.addRoutes(new ExactlyOnceRoute(cursors));
            }
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        try {
            String home = context.getComponent("msblogs", MsbLogsComponent.class)
                    .getConfiguration()
                    .getHome();
            Path place = home == null ? MicrosandboxHome.defaultHome() : Path.of(home);
            LOG.info(
                    "following {}, rows go to {} by {}",
                    MicrosandboxHome.of(place).sandboxesDirectory(),
                    database.getJdbcUrl(),
                    property(context, "jdbc.routes"));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterStop(BaseMainSupport main) {
        database.close();
    }

    private static String url(CamelContext context) {
        String url = property(context, "jdbc.url");
        Path file = Path.of(property(context, "jdbc.dir"), "database").toAbsolutePath();
        return url.isBlank()
                ? "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE"
                : url;
    }

    private static String property(CamelContext context, String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}");
    }
}
