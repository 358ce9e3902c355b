package org.dicomaccess.keycloak.stack.samples;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/**
 * What is drawn in an image: the letter of its study, large and bright, over a background no other
 * study has; one small square per image number, so that neighbouring images differ too.
 */
public final class TestPattern {

    /** Pixels in a row and rows in an image. */
    static final int SIZE = 128;

    /** The brightest value: 12 bits. */
    static final int WHITE = 4095;

    /** Between the brightest background, about half of white, and white. */
    private static final int BRIGHT = 190;

    private static final int SCALE = 12;
    private static final int GLYPH_WIDTH = 5;
    private static final int GLYPH_HEIGHT = 7;
    private static final int MARGIN = 6;
    private static final int MARK = 8;

    private static final Map<String, String> GLYPHS =
            Map.of(
                    "A", ".###.#...##...#######...##...##...#",
                    "B", "####.#...##...#####.#...##...#####.",
                    "C", ".###.#...##....#....#....#...#.###.",
                    "D", "####.#...##...##...##...##...#####.");

    /** Brightness from 0 to 1000 at a column and a row. */
    private static final Map<String, IntBinaryOperator> BACKGROUNDS =
            Map.of(
                    "A", (x, y) -> (x + y) % 16 * 1000 / 16,
                    "B", (x, y) -> ringAt(x, y) * 83,
                    "C", (x, y) -> (x / 8 + y / 8) % 2 * 1000,
                    "D", (x, y) -> y % 20 * 1000 / 20);

    private final String letter;
    private final String glyph;
    private final IntBinaryOperator background;

    TestPattern(String letter) {
        if (!GLYPHS.containsKey(letter) || !BACKGROUNDS.containsKey(letter)) {
            throw new IllegalArgumentException("No pattern is drawn for " + letter);
        }
        this.letter = letter;
        this.glyph = GLYPHS.get(letter);
        this.background = BACKGROUNDS.get(letter);
    }

    /** Values from 0 to {@link #WHITE}, row by row. */
    short[] draw(int series, int image) {
        short[] pixels = new short[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                pixels[y * SIZE + x] = (short) valueAt(x, y, series, image);
            }
        }
        return pixels;
    }

    /**
     * Where to look at a drawn image to read its letter: in the middle of each square of the glyph,
     * as shares of the image's width and height.
     */
    public static List<List<Double>> probes() {
        return IntStream.range(0, GLYPH_WIDTH * GLYPH_HEIGHT)
                .mapToObj(
                        square ->
                                List.of(
                                        shareOf(square % GLYPH_WIDTH, GLYPH_WIDTH),
                                        shareOf(square / GLYPH_WIDTH, GLYPH_HEIGHT)))
                .toList();
    }

    /**
     * Reads the letter from what was seen at the {@link #probes()}.
     *
     * @param brightness 0 to 255 each
     */
    public static Optional<String> letterIn(List<Integer> brightness) {
        StringBuilder seen = new StringBuilder();
        brightness.forEach(value -> seen.append(value > BRIGHT ? '#' : '.'));
        return GLYPHS.entrySet().stream()
                .filter(glyph -> glyph.getValue().contentEquals(seen))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** 0 to 11 from the inner to the outer edge of each ring. */
    private static int ringAt(int x, int y) {
        double distance = StrictMath.hypot(x - SIZE / 2.0, y - SIZE / 2.0);
        return (int) distance % 12;
    }

    private static double shareOf(int square, int squares) {
        double start = (SIZE - squares * SCALE) / 2.0;
        return (start + (square + 0.5) * SCALE) / SIZE;
    }

    private int valueAt(int x, int y, int series, int image) {
        if (inGlyph(x, y) || inMarks(x, y, image)) {
            return WHITE;
        }
        // The second series is darker, so that the series differ at a glance as well.
        return background.applyAsInt(x, y) * 2 / series;
    }

    private boolean inGlyph(int x, int y) {
        int column = Math.floorDiv(x - (SIZE - GLYPH_WIDTH * SCALE) / 2, SCALE);
        int row = Math.floorDiv(y - (SIZE - GLYPH_HEIGHT * SCALE) / 2, SCALE);
        return column >= 0
                && column < GLYPH_WIDTH
                && row >= 0
                && row < GLYPH_HEIGHT
                && glyph.charAt(row * GLYPH_WIDTH + column) == '#';
    }

    private static boolean inMarks(int x, int y, int image) {
        int mark = Math.floorDiv(x - MARGIN, MARK * 2);
        boolean betweenMarks = Math.floorMod(x - MARGIN, MARK * 2) >= MARK;
        return y >= MARGIN && y < MARGIN + MARK && mark >= 0 && mark < image && !betweenMarks;
    }

    @Override
    public String toString() {
        return "TestPattern " + letter;
    }
}
