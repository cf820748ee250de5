package org.lungburden.api.page;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files of the page by their paths, read once at the start. No path of a request ever names a file, so that none
 * leads out of the folder. A program that was built without the page has no files, and knows no path of them.
 */
public class PageFiles {
    private static final String FOLDER = "/static/";
    private static final String FRONT = "/index.html";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Map<String, PageFile> files;

    PageFiles(Map<String, PageFile> files) {
        this.files = new TreeMap<>(files);
        files.entrySet().stream()
                .filter(file -> file.getKey().equals(FRONT))
                .forEach(front -> this.files.put("/", front.getValue()));
    }

    static PageFiles onTheClassPath() {
        Map<String, PageFile> found = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:static/**/*.*")) {
                String path = path(file);
                found.put(path, PageFile.read(path, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The page of the program cannot be read", e);
        }
        return new PageFiles(found);
    }

    /** The folder's name comes last in the URL: the program itself may lie in a folder of that name. */
    private static String path(Resource file) throws IOException {
        String url = URLDecoder.decode(file.getURL().toString(), StandardCharsets.UTF_8);
        return url.substring(url.lastIndexOf(FOLDER) + FOLDER.length() - 1);
    }

    /** Whether the request reads a file of the page, as everybody may. */
    public boolean isAsked(HttpServletRequest request) {
        return READING.contains(request.getMethod()) && find(request).isPresent();
    }

    Optional<PageFile> find(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return Optional.ofNullable(files.get(path));
    }

    Set<String> paths() {
        return files.keySet();
    }
}
