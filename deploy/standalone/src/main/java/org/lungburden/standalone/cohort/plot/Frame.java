package org.lungburden.standalone.cohort.plot;

/** The axes of a plot with their ticks, names and title. */
record Frame(Svg svg, Scale x, Scale y) {
    static final int WIDTH = 660;
    static final int HEIGHT = 440;
    static final int LEFT = 84;
    static final int TOP = 64;
    static final int BOTTOM = HEIGHT - 64;

    static Frame draw(String title, String below, String nameOfX, String nameOfY, Scale x, Scale y) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.text(LEFT, 28, Svg.Anchor.START, title, "font-size", "16", "font-weight", "bold");
        svg.text(LEFT, 48, Svg.Anchor.START, below, "fill", "#555");
        for (double tick : y.ticks()) {
            svg.line(x.start(), y.at(tick), x.end(), y.at(tick), "#e4e4e4", 1, "");
            svg.text(x.start() - 8, y.at(tick) + 4.5, Svg.Anchor.END, y.label(tick));
        }
        for (double tick : x.ticks()) {
            svg.line(x.at(tick), y.start(), x.at(tick), y.start() + 5, "#222", 1, "");
            svg.text(x.at(tick), y.start() + 20, Svg.Anchor.MIDDLE, x.label(tick));
        }
        svg.text((x.start() + x.end()) / 2, HEIGHT - 18, Svg.Anchor.MIDDLE, nameOfX);
        svg.textUpwards(22, (y.start() + y.end()) / 2, nameOfY);
        return new Frame(svg, x, y);
    }

    /** Draws the lines of the axes over what the plot holds. */
    String end() {
        svg.line(x.start(), y.start(), x.end(), y.start(), "#222", 1.2, "");
        svg.line(x.start(), y.start(), x.start(), y.end(), "#222", 1.2, "");
        return svg.end();
    }
}
