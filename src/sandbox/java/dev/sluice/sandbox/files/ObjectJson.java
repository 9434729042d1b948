package dev.sluice.sandbox.files;

import io.vertx.core.json.JsonObject;

/** An object as the API writes it. Databricks REST: ObjectInfo; times in milliseconds, of notebooks and files alone. */
final class ObjectJson {
    private ObjectJson() {}

    static JsonObject of(WorkspaceObject object, WorkspacePath asked) {
        JsonObject json =
                new JsonObject().put("object_type", object.type().name()).put("path", asked.spell(object.path()));
        Language language = object.language();
        if (language != null) {
            json.put("language", language.name());
        }
        if (!object.isFolder()) {
            json.put("created_at", object.createdAt().toEpochMilli())
                    .put("modified_at", object.modifiedAt().toEpochMilli());
        }
        if (object.type() == ObjectType.FILE) {
            json.put("size", object.content().length());
        }
        return json.put("object_id", object.id()).put("resource_id", Long.toString(object.id()));
    }
}
