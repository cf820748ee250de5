package org.lungburden.standalone.cohort.plot;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An SVG 1.1 page, in pixels from the upper left corner. It carries all its looks, and loads nothing. */
final class Svg {
    /** Where a text stands, seen from its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringWriter page = new StringWriter();
    private final XMLStreamWriter xml;

    Svg(int width, int height, String title) {
        try {
            xml = XMLOutputFactory.newInstance().createXMLStreamWriter(page);
            xml.writeStartDocument("UTF-8", "1.0");
            start("svg", "viewBox", "0 0 " + width + " " + height, "width", width, "height", height);
            attributes(
                    "xmlns",
                    "http://www.w3.org/2000/svg",
                    "role",
                    "img",
                    "font-family",
                    "Helvetica, Arial, sans-serif");
            attributes("font-size", 13, "fill", "#222");
            xml.writeStartElement("title");
            xml.writeCharacters(title);
            xml.writeEndElement();
            rectangle(0, 0, width, height, "#fff");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void line(double x1, double y1, double x2, double y2, String stroke, double width, String dashes) {
        try {
            start(
                    "line",
                    "x1",
                    n(x1),
                    "y1",
                    n(y1),
                    "x2",
                    n(x2),
                    "y2",
                    n(y2),
                    "stroke",
                    stroke,
                    "stroke-width",
                    n(width));
            if (!dashes.isEmpty()) {
                attributes("stroke-dasharray", dashes);
            }
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void rectangle(double x, double y, double width, double height, String fill) {
        try {
            start("rect", "x", n(x), "y", n(y), "width", n(width), "height", n(height), "fill", fill);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void point(double x, double y) {
        try {
            start(
                    "circle",
                    "cx",
                    n(x),
                    "cy",
                    n(y),
                    "r",
                    "4",
                    "fill",
                    "#1f5fa8",
                    "fill-opacity",
                    "0.55",
                    "stroke",
                    "#123c6b");
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void text(double x, double y, Anchor anchor, String words, String... looks) {
        try {
            start("text", "x", n(x), "y", n(y), "text-anchor", anchor.name().toLowerCase(Locale.ROOT));
            attributes((Object[]) looks);
            xml.writeCharacters(words);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    void textUpwards(double x, double y, String words) {
        text(x, y, Anchor.MIDDLE, words, "transform", "rotate(-90 " + n(x) + " " + n(y) + ")");
    }

    String end() {
        try {
            xml.writeEndDocument();
            return page + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(String element, Object... attributes) throws XMLStreamException {
        xml.writeStartElement(element);
        attributes(attributes);
    }

    private void attributes(Object... pairs) throws XMLStreamException {
        for (int n = 0; n < pairs.length; n += 2) {
            xml.writeAttribute(pairs[n].toString(), pairs[n + 1].toString());
        }
    }

    private static String n(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
