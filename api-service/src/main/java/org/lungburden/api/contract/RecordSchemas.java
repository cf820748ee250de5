package org.lungburden.api.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes from a record what its schema requires, and what may be null: JSpecify and {@link JsonInclude} tell. */
class RecordSchemas implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> raw = raw(type.getType());
        if (schema != null && raw != null && raw.isRecord()) {
            Schema<?> model = schema.get$ref() == null ? schema : defined(schema.get$ref(), context);
            if (model != null && model.getProperties() != null) {
                describe(raw, model);
            }
        }
        return schema;
    }

    private static @Nullable Class<?> raw(@Nullable Type type) {
        return type == null ? null : Json.mapper().constructType(type).getRawClass();
    }

    private static @Nullable Schema<?> defined(String reference, ModelConverterContext context) {
        return context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void describe(Class<?> type, Schema<?> model) {
        boolean leavesNullOut = nonNull(type.getAnnotation(JsonInclude.class));
        List<String> required = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            Schema<?> property = model.getProperties().get(part.getName());
            boolean nullable = part.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (property != null && !(nullable && leavesOut(part, leavesNullOut))) {
                required.add(part.getName());
                if (nullable) {
                    model.getProperties().put(part.getName(), orNull(property));
                }
            }
        }
        model.setRequired(required);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.getTypes() != null) {
            property.addType("null");
            if (property instanceof StringSchema text && text.getEnum() != null) {
                text.addEnumItem(null);
            }
            return property;
        }
        Schema<?> none = new Schema<>();
        none.addType("null");
        Schema<?> either = new Schema<>();
        either.setDescription(property.getDescription());
        either.setOneOf(List.of(new Schema<>().$ref(property.get$ref()), none));
        return either;
    }

    private static boolean leavesOut(RecordComponent part, boolean ofTheType) {
        JsonInclude own = part.getAccessor().getAnnotation(JsonInclude.class);
        return own == null ? ofTheType : nonNull(own);
    }

    private static boolean nonNull(@Nullable JsonInclude include) {
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }
}
