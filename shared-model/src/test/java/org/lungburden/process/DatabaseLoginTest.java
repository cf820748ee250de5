package org.lungburden.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.InvalidSettingException;
import org.springframework.mock.env.MockEnvironment;

/** Against a server that refuses each session with a SQLSTATE (PostgreSQL's manual, "Message Formats"). */
class DatabaseLoginTest {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000"})
    void aWrongUserOrPasswordIsASettingThatIsNamed(String state) {
        refuseWith(state);
        assertThatThrownBy(() -> DatabaseLogin.check(settings()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD")
                .hasMessageNotContaining("a secret");
    }

    @ParameterizedTest
    @ValueSource(strings = "3D000")
    void aDatabaseThatIsNotThereIsASettingThatIsNamed(String state) {
        refuseWith(state);
        assertThatThrownBy(() -> DatabaseLogin.check(settings()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("SPRING_DATASOURCE_URL");
    }

    /** The server starts up; it has too many connections. */
    @ParameterizedTest
    @ValueSource(strings = {"57P03", "53300"})
    void whatPassesIsWorthAWait(String state) {
        refuseWith(state);
        assertThatCode(() -> DatabaseLogin.check(settings())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://127.0.0.1:9/none", "nonsense", ""})
    void aServerThatIsNotThereIsWorthAWait(String url) {
        MockEnvironment settings = settings().withProperty("spring.datasource.url", url);
        assertThatCode(() -> DatabaseLogin.check(settings)).doesNotThrowAnyException();
    }

    private MockEnvironment settings() {
        return new MockEnvironment()
                .withProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/none")
                .withProperty("spring.datasource.username", "someone")
                .withProperty("spring.datasource.password", "a secret");
    }

    private void refuseWith(String state) {
        CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    try (Socket session = server.accept()) {
                        refuse(session, state);
                    }
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
    }

    private static void refuse(Socket session, String state) throws IOException {
        DataInputStream in = new DataInputStream(session.getInputStream());
        DataOutputStream out = new DataOutputStream(session.getOutputStream());
        int length = in.readInt();
        int code = in.readInt();
        while (code == SSL_REQUEST || code == GSS_REQUEST) {
            out.writeByte('N');
            length = in.readInt();
            code = in.readInt();
        }
        in.skipNBytes(length - 8L);
        byte[] fields = ("SFATAL\0C" + state + "\0Mno\0\0").getBytes(StandardCharsets.US_ASCII);
        out.writeByte('E');
        out.writeInt(4 + fields.length);
        out.write(fields);
        out.flush();
    }
}
