package org.dicomaccess.keycloak.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands that a page tells its reader to run.
 *
 * @param block the commands
 * @param answer what the page says that they print: the block right after them
 */
public record Command(FencedBlock block, Optional<FencedBlock> answer) {

    /** The commands of a page, in order. */
    public static List<Command> of(Page page) {
        List<FencedBlock> blocks = page.blocks();
        List<Command> commands = new ArrayList<>();
        for (int at = 0; at < blocks.size(); at++) {
            if (blocks.get(at).isShell()) {
                commands.add(new Command(blocks.get(at), answerAt(blocks, at + 1)));
            }
        }
        return commands;
    }

    private static Optional<FencedBlock> answerAt(List<FencedBlock> blocks, int at) {
        return blocks.stream()
                .skip(at)
                .limit(1)
                .filter(next -> next.follows() && !next.isShell())
                .findFirst();
    }

    /** Its lines, each with what continues it, without comments. */
    public List<String> lines() {
        return block.text()
                .replaceAll(" *\\\\\n *", " ")
                .lines()
                .map(line -> line.replaceFirst("(^| +)# .*$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Where it is run. */
    public Place place() {
        return Place.of(block);
    }

    /** Who runs the commands of a block. */
    public enum Place {
        /** {@code sh}: the test of documented commands, on the running parts. */
        HERE,
        /** {@code sh container}: the module of tests that have a container engine. */
        CONTAINER,
        /** {@code sh build}: what builds and checks this project, or another test. */
        BUILD;

        static Place of(FencedBlock block) {
            return switch (block.kind()) {
                case "" -> HERE;
                case "container" -> CONTAINER;
                case "build" -> BUILD;
                default ->
                        throw new IllegalArgumentException(
                                "%s: \"sh %s\" is no kind of commands"
                                        .formatted(block.place(), block.kind()));
            };
        }
    }
}
