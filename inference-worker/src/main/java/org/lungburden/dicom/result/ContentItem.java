package org.lungburden.dicom.result;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.dicom.write.ElementWriter;

/** A node of the content tree of a structured report (DICOM PS3.3 C.17.3), with the nodes below it. */
final class ContentItem {
    /** How a node relates to the node above it (DICOM PS3.3 C.17.3.2.4). */
    enum Relation {
        CONTAINS("CONTAINS"),
        CONTEXT("HAS OBS CONTEXT"),
        ACQUISITION("HAS ACQ CONTEXT"),
        MODIFIER("HAS CONCEPT MOD");

        private final String term;

        Relation(String term) {
            this.term = term;
        }
    }

    private final Elements elements = new Elements();
    private final List<Elements> below = new ArrayList<>();

    private ContentItem(String valueType, Code name) {
        elements.text(SrTag.VALUE_TYPE, "CS", valueType).sequence(SrTag.CONCEPT_NAME_CODE_SEQUENCE, name.item());
    }

    private static ContentItem related(Relation relation, String valueType, Code name) {
        ContentItem item = new ContentItem(valueType, name);
        item.elements.text(SrTag.RELATIONSHIP_TYPE, "CS", relation.term);
        return item;
    }

    /** The root of a document. */
    static ContentItem root(Code title, String template) {
        return new ContentItem("CONTAINER", title).separate().template(template);
    }

    static ContentItem container(Code name) {
        return related(Relation.CONTAINS, "CONTAINER", name).separate();
    }

    static ContentItem code(Relation relation, Code name, Code value) {
        ContentItem item = related(relation, "CODE", name);
        item.elements.sequence(SrTag.CONCEPT_CODE_SEQUENCE, value.item());
        return item;
    }

    static ContentItem text(Relation relation, Code name, String value) {
        ContentItem item = related(relation, "TEXT", name);
        item.elements.put(SrTag.TEXT_VALUE, new ElementWriter().longText(SrTag.TEXT_VALUE, value));
        return item;
    }

    static ContentItem uid(Relation relation, Code name, String value) {
        ContentItem item = related(relation, "UIDREF", name);
        item.elements.text(SrTag.UID, "UI", value);
        return item;
    }

    static ContentItem number(Relation relation, Code name, double value, Code unit) {
        ContentItem item = related(relation, "NUM", name);
        item.elements.sequence(
                SrTag.MEASURED_VALUE_SEQUENCE,
                new Elements()
                        .decimals(SrTag.NUMERIC_VALUE, value)
                        .sequence(SrTag.MEASUREMENT_UNITS_CODE_SEQUENCE, unit.item()));
        return item;
    }

    static ContentItem image(Code name, Elements instance) {
        ContentItem item = related(Relation.CONTAINS, "IMAGE", name);
        item.elements.sequence(SrTag.REFERENCED_SOP_SEQUENCE, instance);
        return item;
    }

    private ContentItem separate() {
        elements.text(SrTag.CONTINUITY_OF_CONTENT, "CS", "SEPARATE");
        return this;
    }

    /** @param template the number in DICOM PS3.16 of the template that this container begins */
    ContentItem template(String template) {
        elements.sequence(
                SrTag.CONTENT_TEMPLATE_SEQUENCE,
                new Elements()
                        .text(SrTag.MAPPING_RESOURCE, "CS", "DCMR")
                        .text(SrTag.TEMPLATE_IDENTIFIER, "CS", template));
        return this;
    }

    ContentItem with(ContentItem... items) {
        return with(List.of(items));
    }

    ContentItem with(List<ContentItem> items) {
        items.forEach(item -> below.add(item.written()));
        return this;
    }

    /** The item of a sequence, or what a document adds to its other attributes when this is its root. */
    Elements written() {
        if (!below.isEmpty()) {
            elements.sequence(SrTag.CONTENT_SEQUENCE, below);
        }
        return elements;
    }
}
