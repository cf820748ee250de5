package org.lungburden.api.webhook.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;

/** Where a client may send this service, and where not. */
class TargetsTest {
    private static final Targets PUBLIC = new Targets(false, List.of());
    private static final Targets LOCAL = new Targets(true, List.of());

    private static CallbackAddress address(String text) {
        return CallbackAddress.parse(text);
    }

    /** Without a look-up: as at the submit, with a resolver that knows nothing. */
    private static void check(Targets targets, String text) {
        HostLookup none = host -> {
            throw new UnknownHostException(host);
        };
        try (TargetCheck check = new TargetCheck(targets, none)) {
            check.checked(text);
        }
    }

    private static void refused(Targets targets, String text) {
        assertThatThrownBy(() -> check(targets, text))
                .as(text)
                .isInstanceOfSatisfying(RefusedTargetException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CALLBACK_NOT_ALLOWED);
                    assertThat(refusal.detail()).doesNotContain("receiver", "secret");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    https://Receiver.Example https://receiver.example/
                    HTTPS://receiver.example.:443/a?b https://receiver.example/a?b
                    https://receiver.example:8443/%2e%2E https://receiver.example:8443/%2e%2E
                    https://xn--bcher-kva.example/ https://xn--bcher-kva.example/
                    https://8.8.8.8/ https://8.8.8.8/
                    https://[2606:4700::1111]/ https://[2606:4700::1111]/
                    """)
    void plainPublicAddressesAreGood(String text, String normal) {
        assertThatCode(() -> check(PUBLIC, text)).doesNotThrowAnyException();
        assertThat(address(text).text()).isEqualTo(normal);
        assertThat(address(normal)).isEqualTo(address(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "receiver.example",
                "//receiver.example/",
                "http://receiver.example/",
                "ftp://receiver.example/",
                "file:///etc/passwd",
                "https:receiver.example",
                "https://",
                "https:///path",
                "https://user@receiver.example/",
                "https://user:secret@receiver.example/",
                "https://receiver.example@10.0.0.1/",
                "https://receiver.example/#secret",
                "https://receiver.example:0/",
                "https://receiver.example:22/",
                "https://receiver.example:80/",
                "https://receiver.example:65536/",
                "https://receiver.example:x/",
                "https://receiver.example../",
                "https://receiver.example\r\nX-Injected: 1/",
                "https://receiver.example/\n",
                "https://receiver.example/\u0000",
                "https://receiver.example/a b",
                "https://receiver.example\\@10.0.0.1/",
                "https://b\u00fccher.example/",
                "https://receiver\u3002example/",
                "https://receiver%2eexample/",
                "https://receiver_.example/",
                "https://127.0.0.1/",
                "https://127.0.0.1./",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.01/",
                "https://receiver.0x7f/",
                "https://receiver.1/",
                "https://256.256.256.256/",
                "https://0.0.0.0/",
                "https://169.254.169.254/latest/meta-data/",
                "https://10.1.2.3/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:7f00:1::]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[2606:4700::1111%251]/",
                "https://[fc00::1]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
            })
    void allElseIsRefused(String text) {
        refused(PUBLIC, text);
    }

    @Test
    void longAddressesAreRefused() {
        String longest = "https://receiver.example/" + "x".repeat(2048 - 25);
        assertThatCode(() -> check(PUBLIC, longest)).doesNotThrowAnyException();
        refused(PUBLIC, longest + "x");
    }

    /** Expected values: the registries of IANA. */
    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, true",
        "9.255.255.255, true",
        "10.0.0.0, false",
        "100.63.255.255, true",
        "100.64.0.1, false",
        "100.127.255.255, false",
        "100.128.0.0, true",
        "127.255.255.254, false",
        "169.253.255.255, true",
        "169.254.169.254, false",
        "172.15.255.255, true",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "172.32.0.0, true",
        "192.0.0.8, false",
        "192.168.255.1, false",
        "198.18.0.1, false",
        "203.0.113.7, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "2606:4700::1111, true",
        "2a00:1450:4001::1, true",
        "::1, false",
        "100::1, false",
        "64:ff9b::808:808, false",
        "64:ff9b:1::1, false",
        "2001::1, false",
        "2001:20::1, false",
        "2001:4860:4860::8888, true",
        "2002:808:808::1, false",
        "3fff::1, false",
        "4000::1, false",
        "fd12::1, false",
        "fe80::1, false",
        "ff0e::1, false",
        "::ffff:10.0.0.1, false",
    })
    void whatIsPublicIsAsTheRegistriesSay(String text, boolean expected) throws Exception {
        assertThat(PublicAddresses.contains(InetAddress.getByName(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9/",
                "http://127.9.9.9:80/",
                "http://localhost:8099/x",
                "https://[::1]:22/",
                "https://receiver.example/"
            })
    void withoutSignInThisMachineIsGood(String text) {
        assertThatCode(() -> check(LOCAL, text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://8.8.8.8/", "http://10.0.0.1/", "https://10.0.0.1/", "http://[fe80::1]/"})
    void withoutSignInOtherMachinesAreNot(String text) {
        refused(LOCAL, text);
    }

    @Test
    void anHttpNameMustLeadToThisMachine() throws Exception {
        CallbackAddress name = address("http://receiver.example/");
        LOCAL.check(name, List.of(InetAddress.getByName("127.0.0.1")));
        assertThatThrownBy(() -> LOCAL.check(name, List.of(InetAddress.getByName("8.8.8.8"))))
                .isInstanceOf(RefusedTargetException.class);
    }

    @Test
    void operatorsAllowHostsPortsAndNets() throws Exception {
        Targets targets = new Targets(
                false, List.of("hooks.internal", "http://bus.internal:8080", "10.1.0.0/16", "http://[fd00::7]:90"));
        InetAddress inside = InetAddress.getByName("10.9.9.9");
        targets.check(address("https://hooks.internal:25/"), List.of(inside));
        targets.check(address("http://bus.internal:8080/"), List.of(inside));
        targets.check(address("https://10.1.200.3/"));
        targets.check(address("http://[fd00::7]:90/"));
        targets.check(address("https://any.example/"), List.of(InetAddress.getByName("10.1.0.1")));
        refused(targets, "https://10.2.0.1/");
        refused(targets, "http://10.1.0.1/");
        refused(targets, "http://[fd00::7]:91/");
        for (String no :
                List.of("http://hooks.internal/", "https://bus.internal/", "https://hooks.internal.example/")) {
            assertThatThrownBy(() -> targets.check(address(no), List.of(inside)))
                    .as(no)
                    .isInstanceOf(RefusedTargetException.class);
        }
        assertThatThrownBy(() -> targets.check(
                        address("https://hooks.internal/"), List.of(InetAddress.getByName("169.254.169.254"))))
                .isInstanceOf(RefusedTargetException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://a.example", "a b", "10.0.0.0/99", "host:port", "host/path"})
    void whatIsNoHostIsNoSetting(String text) {
        assertThatThrownBy(() -> new Targets(false, List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameThatLeadsInsideIsRefusedAtTheSubmit() throws Exception {
        InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("192.168.1.1")};
        try (TargetCheck check = new TargetCheck(PUBLIC, host -> both)) {
            assertThatThrownBy(() -> check.checked("https://receiver.example/"))
                    .isInstanceOf(RefusedTargetException.class);
        }
    }

    @Test
    void aResolverThatHangsHoldsNoSubmit() {
        CountDownLatch ended = new CountDownLatch(1);
        HostLookup hanging = host -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (TargetCheck check = new TargetCheck(PUBLIC, hanging)) {
            assertThat(check.checked("https://receiver.example")).isEqualTo("https://receiver.example/");
        }
        ended.countDown();
    }
}
