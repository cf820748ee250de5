package org.lungburden.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder whose content runs as code. Who may write there acts as this process's user, so nobody else may: neither the
 * folder and its files nor a folder above it.
 */
public final class TrustedFolder {
    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_WRITES = 0020;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private TrustedFolder() {}

    /**
     * Who else may write, as a sentence; empty when nobody may. The process's user, root and the owner of the program may,
     * since they decide what runs anyway.
     *
     * @param program a file of the program
     */
    public static Optional<String> fault(Path folder, Path program) throws IOException {
        Path real = folder.toRealPath();
        Set<Object> trusted = new HashSet<>(List.of(ROOT, uid(program)));
        for (Path each : reached(real)) {
            boolean above = Files.isDirectory(each) && !each.equals(real);
            Optional<String> fault = fault(each, trusted, above);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** The folder, its files where their links lead, and all folders above them. */
    private static Set<Path> reached(Path folder) throws IOException {
        Set<Path> reached = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                addWithFolders(file.toRealPath(), reached);
            }
        }
        addWithFolders(folder, reached);
        return reached;
    }

    private static void addWithFolders(Path file, Set<Path> reached) {
        for (Path each = file; each != null; each = each.getParent()) {
            reached.add(each);
        }
    }

    /** @param above in a folder with the sticky bit, others may add files but replace none */
    private static Optional<String> fault(Path file, Set<Object> trusted, boolean above) throws IOException {
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (above && (mode & STICKY) != 0) {
            return Optional.empty();
        }
        if ((mode & OTHERS_WRITE) != 0) {
            return Optional.of("every user may write " + file);
        }
        if ((mode & GROUP_WRITES) != 0 && !ownGroup(file)) {
            return Optional.of("a group may write " + file);
        }
        return OwnFiles.own(file) || trusted.contains(uid(file))
                ? Optional.empty()
                : Optional.of(file + " belongs to another user");
    }

    /** Many systems give each user a group of the same name, and let it write. */
    private static boolean ownGroup(Path file) throws IOException {
        GroupPrincipal group = (GroupPrincipal) Files.getAttribute(file, "posix:group", LinkOption.NOFOLLOW_LINKS);
        return group.getName()
                .equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
    }

    private static Object uid(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
