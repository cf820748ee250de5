package org.lungburden.process;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import org.springframework.core.env.PropertyResolver;

/**
 * Tries once to log in to the database with the user and the password. A process should wait for a database that is not
 * there yet. A wrong password stays wrong, and after a wait the error would only name an outage.
 */
final class DatabaseLogin {
    private static final String CONNECT_SECONDS = "2";
    private static final String ANSWER_SECONDS = "4";

    /** SQLSTATE class 28: invalid authorization specification. */
    private static final String INVALID_AUTHORIZATION = "28";
    /** SQLSTATE: invalid catalog name. */
    private static final String NO_SUCH_DATABASE = "3D000";

    private DatabaseLogin() {}

    /** @throws InvalidSettingException when the database refuses the login permanently */
    static void check(PropertyResolver settings) {
        String url = settings.getProperty("spring.datasource.url", "");
        Properties login = new Properties();
        login.setProperty("connectTimeout", CONNECT_SECONDS);
        login.setProperty("socketTimeout", ANSWER_SECONDS);
        put(login, "user", settings.getProperty("spring.datasource.username"));
        put(login, "password", settings.getProperty("spring.datasource.password"));
        try (Connection connection = DriverManager.getConnection(url, login)) {
            connection.isReadOnly();
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith(INVALID_AUTHORIZATION)) {
                throw new InvalidSettingException("the database refuses the user or the password; check"
                        + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD");
            }
            if (state.equals(NO_SUCH_DATABASE)) {
                throw new InvalidSettingException(
                        "the server has no database of the name in SPRING_DATASOURCE_URL; create the database first");
            }
        }
    }

    private static void put(Properties login, String key, @Nullable String value) {
        if (value != null) {
            login.setProperty(key, value);
        }
    }
}
