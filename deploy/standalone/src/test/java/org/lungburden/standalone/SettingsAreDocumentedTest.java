package org.lungburden.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code docs/configuration.md} names every setting and its default, and no other. */
class SettingsAreDocumentedTest {

    @Test
    void everySettingWithItsDefault() throws IOException {
        assertThat(documented()).isEqualTo(declared());
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../../docs/configuration.md"))) {
            if (line.startsWith("| `lungburden.")) {
                String[] cells = line.split("\\|");
                rows.put(
                        cells[1].replace("`", "").strip(),
                        cells[2].replace("`", "").strip());
            }
        }
        return rows;
    }

    private static Map<String, String> declared() {
        Map<String, String> settings = new TreeMap<>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.lungburden")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .forEach(type -> addAll(type, settings));
        return settings;
    }

    private static void addAll(Class<?> type, Map<String, String> settings) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            settings.put(key, defaultOf(type, component));
        }
    }

    private static String defaultOf(Class<?> type, RecordComponent component) {
        RecordComponent[] components = type.getRecordComponents();
        for (int n = 0; n < components.length; n++) {
            if (components[n].getName().equals(component.getName())) {
                DefaultValue value =
                        type.getDeclaredConstructors()[0].getParameters()[n].getAnnotation(DefaultValue.class);
                return value == null ? "" : String.join(",", value.value());
            }
        }
        throw new IllegalArgumentException(component.getName());
    }
}
