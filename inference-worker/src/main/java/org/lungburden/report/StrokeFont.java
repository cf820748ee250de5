package org.lungburden.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Map;

/**
 * Plain letters drawn with lines; no font file is needed. A glyph is a list of polylines, each a list of points of two
 * digits. The first digit is x from 0 to 4; the second is y: 0 is the top of a capital, 6 the baseline, 8 the
 * descender.
 */
final class StrokeFont implements Lettering {
    private static final double UNITS_PER_EM = 8.4;
    private static final double SPACE = 3;
    private static final double GAP = 1.7;
    private static final String MISSING = "0006464000";

    private static final Map<Character, String> GLYPHS = Map.ofEntries(
            Map.entry('A', "062046 1434"),
            Map.entry('B', "06003041423303 3344453606"),
            Map.entry('C', "4130100105163645"),
            Map.entry('D', "06003041453606"),
            Map.entry('E', "40000646 0333"),
            Map.entry('F', "400006 0333"),
            Map.entry('G', "41301001051636454323"),
            Map.entry('H', "0006 4046 0343"),
            Map.entry('I', "0020 1016 0626"),
            Map.entry('J', "3035261605"),
            Map.entry('K', "0006 4004 1346"),
            Map.entry('L', "000646"),
            Map.entry('M', "0600234046"),
            Map.entry('N', "06004640"),
            Map.entry('O', "100105163645413010"),
            Map.entry('P', "06003041423303"),
            Map.entry('Q', "100105163645413010 2446"),
            Map.entry('R', "06003041423303 2346"),
            Map.entry('S', "413010010213334445361605"),
            Map.entry('T', "0040 2026"),
            Map.entry('U', "000516364540"),
            Map.entry('V', "002640"),
            Map.entry('W', "0016233640"),
            Map.entry('X', "0046 4006"),
            Map.entry('Y', "002340 2326"),
            Map.entry('Z', "00400646"),
            Map.entry('a', "12324346 441405163645"),
            Map.entry('b', "0006 0312324345361605"),
            Map.entry('c', "4332120305163645"),
            Map.entry('d', "4046 4332120305163645"),
            Map.entry('e', "04444332120305163645"),
            Map.entry('f', "30201116 0232"),
            Map.entry('g', "4332120305163645 42473818"),
            Map.entry('h', "0006 0312324346"),
            Map.entry('i', "0206 0000"),
            Map.entry('j', "121708 1010"),
            Map.entry('k', "0006 3205 1436"),
            Map.entry('l', "0006"),
            Map.entry('m', "0206 03122326 23324346"),
            Map.entry('n', "0206 0312324346"),
            Map.entry('o', "120305163645433212"),
            Map.entry('p', "0208 0312324345361605"),
            Map.entry('q', "4248 4332120305163645"),
            Map.entry('r', "0206 031232"),
            Map.entry('s', "43321203143445361605"),
            Map.entry('t', "10152636 0232"),
            Map.entry('u', "0205163645 4246"),
            Map.entry('v', "022642"),
            Map.entry('w', "0216243642"),
            Map.entry('x', "0246 4206"),
            Map.entry('y', "0226 4218"),
            Map.entry('z', "02420646"),
            Map.entry('0', "100105163645413010"),
            Map.entry('1', "011016 0626"),
            Map.entry('2', "01103041420646"),
            Map.entry('3', "01103041423313 334445361605"),
            Map.entry('4', "36300444"),
            Map.entry('5', "400003334445361605"),
            Map.entry('6', "413010010516364544331304"),
            Map.entry('7', "004016"),
            Map.entry('8', "100102133342413010 1304051636454433"),
            Map.entry('9', "423313020110304145361605"),
            Map.entry('.', "0606"),
            Map.entry(',', "1607"),
            Map.entry(':', "0303 0606"),
            Map.entry(';', "1313 1607"),
            Map.entry('-', "0333"),
            Map.entry('_', "0747"),
            Map.entry('+', "0343 2125"),
            Map.entry('=', "0242 0444"),
            Map.entry('/', "0640"),
            Map.entry('%', "0640 0010110100 3545463635"),
            Map.entry('(', "10010516"),
            Map.entry(')', "00111506"),
            Map.entry('!', "0004 0606"),
            Map.entry('?', "01103041422324 2626"),
            Map.entry('\'', "0001"));

    @Override
    public void draw(Graphics2D graphics, String text, double x, double y, double sizePx, boolean bold) {
        double unit = sizePx / UNITS_PER_EM;
        Stroke before = graphics.getStroke();
        float width = (float) (unit * (bold ? 1.1 : 0.75));
        graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double at = x;
        for (char letter : text.toCharArray()) {
            if (letter != ' ') {
                graphics.draw(outline(glyph(letter), at, y - 6 * unit, unit));
            }
            at += advance(letter) * unit;
        }
        graphics.setStroke(before);
    }

    @Override
    public double widthPx(String text, double sizePx, boolean bold) {
        double units = 0;
        for (char letter : text.toCharArray()) {
            units += advance(letter);
        }
        return units * sizePx / UNITS_PER_EM;
    }

    static boolean has(char letter) {
        return letter == ' ' || GLYPHS.containsKey(letter);
    }

    private static String glyph(char letter) {
        return GLYPHS.getOrDefault(letter, MISSING);
    }

    private static double advance(char letter) {
        if (letter == ' ') {
            return SPACE;
        }
        int widest = 0;
        for (String line : glyph(letter).split(" ")) {
            for (int n = 0; n < line.length(); n += 2) {
                widest = Math.max(widest, line.charAt(n) - '0');
            }
        }
        return widest + GAP;
    }

    /**
     * A line of no length becomes a dot. The dot is wider than the stroke, because a decimal point would otherwise be
     * invisible.
     */
    private static Ellipse2D dot(double left, double top, double unit, String point) {
        double x = left + (point.charAt(0) - '0' - 0.25) * unit;
        double y = top + (point.charAt(1) - '0' - 0.25) * unit;
        return new Ellipse2D.Double(x, y, 0.5 * unit, 0.5 * unit);
    }

    private static Path2D outline(String glyph, double left, double top, double unit) {
        Path2D path = new Path2D.Double();
        for (String line : glyph.split(" ")) {
            if (line.length() == 4 && line.startsWith(line.substring(2))) {
                path.append(dot(left, top, unit, line), false);
                continue;
            }
            for (int n = 0; n < line.length(); n += 2) {
                double x = left + (line.charAt(n) - '0') * unit;
                double y = top + (line.charAt(n + 1) - '0') * unit;
                if (n == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
        }
        return path;
    }
}
