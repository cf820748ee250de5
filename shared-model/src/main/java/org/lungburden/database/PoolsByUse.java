package org.lungburden.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The pool of the requests, and beside it a small one that opens when the first background thread needs it. */
final class PoolsByUse extends DelegatingDataSource implements AutoCloseable {
    /** The relay, the reaper, the purger, the sweep, the gauges and the watch seldom work at once. */
    private static final int CONNECTIONS = 4;

    private final HikariDataSource requests;
    private @Nullable HikariDataSource background;
    private boolean closed;

    PoolsByUse(HikariDataSource requests) {
        super(requests);
        this.requests = requests;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (DatabaseUse.isBackground() ? background() : requests).getConnection();
    }

    private synchronized HikariDataSource background() {
        if (background == null && !closed) {
            background = new HikariDataSource(config());
        }
        return background == null ? requests : background;
    }

    /** Sweeps and purges read and change many rows at once, and nobody waits for them. */
    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("background");
        config.setJdbcUrl(requests.getJdbcUrl());
        config.setUsername(requests.getUsername());
        config.setPassword(requests.getPassword());
        config.setConnectionInitSql(requests.getConnectionInitSql());
        config.setConnectionTimeout(requests.getConnectionTimeout());
        config.setValidationTimeout(requests.getValidationTimeout());
        config.setInitializationFailTimeout(-1);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        Properties properties = new Properties();
        properties.putAll(requests.getDataSourceProperties());
        properties.put("options", "-c statement_timeout=20s");
        properties.put("socketTimeout", "25");
        config.setDataSourceProperties(properties);
        return config;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (background != null) {
            background.close();
        }
    }
}
