package org.dicomaccess.keycloak.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dicomaccess.keycloak.stack.PostgresServer;

/** A connection of the benchmark's own to Keycloak's database, as the owner of the server. */
public final class Database implements AutoCloseable {
    private final Connection connection;

    public Database(PostgresServer server) {
        try {
            connection = DriverManager.getConnection(server.jdbcUrl(), PostgresServer.NAME, "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Statements, separated by semicolons. */
    public void run(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The statements in a file beside a class. */
    public void runResource(Class<?> of, String name) {
        try (InputStream file = Objects.requireNonNull(of.getResourceAsStream(name), name)) {
            run(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first column. */
    public List<String> column(String sql) {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(Objects.toString(rows.getString(1), ""));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public String one(String sql) {
        return column(sql).get(0);
    }

    /** Prepared once, as Keycloak's connections keep it. */
    public Prepared prepare(String sql) {
        try {
            return new Prepared(connection.prepareStatement(sql.replaceAll("\\$\\d+", "?")));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A statement that is asked again with other values. */
    public static final class Prepared implements AutoCloseable {
        private final PreparedStatement statement;
        private final int[] types;

        private Prepared(PreparedStatement statement) throws SQLException {
            this.statement = statement;
            var parameters = statement.getParameterMetaData();
            types = new int[parameters.getParameterCount()];
            for (int i = 0; i < types.length; i++) {
                types[i] = parameters.getParameterType(i + 1);
            }
        }

        /** Asks, and reads every row to its end. */
        public void read(List<String> values) {
            try {
                for (int i = 0; i < types.length; i++) {
                    String value = values.get(i);
                    switch (types[i]) {
                        case Types.BIGINT -> statement.setLong(i + 1, Long.parseLong(value));
                        case Types.INTEGER -> statement.setInt(i + 1, Integer.parseInt(value));
                        default -> statement.setString(i + 1, value);
                    }
                }
                try (ResultSet rows = statement.executeQuery()) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int column = 1; column <= columns; column++) {
                            rows.getString(column);
                        }
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
