package dev.microsandbox.camel.logs.examples.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A database whose connections break at commits: of every three, the first commits and says that it failed, the second fails, the third
 * is as it should be. That is what a broken connection looks like from here.
 */
final class DoubtfulCommits extends DelegatingDataSource {
    private final AtomicInteger commits = new AtomicInteger();

    DoubtfulCommits(DataSource database) {
        super(database);
    }

    int commits() {
        return commits.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        return commit(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Object commit(Connection connection) throws SQLException {
        int fate = commits.getAndIncrement() % 3;
        if (fate == 1) {
            connection.rollback();
        } else {
            connection.commit();
        }
        if (fate < 2) {
            throw new SQLException("The connection broke at the commit", "08006");
        }
        return null;
    }
}
