package dev.sluice.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** The plain way: everything, as fast as the reader takes it; a lone file by sendFile. */
public final class WholeDelivery implements Delivery {
    private final BodyWriter writer;

    public WholeDelivery(BodyWriter writer) {
        this.writer = writer;
    }

    @Override
    public Future<Void> send(HttpServerResponse response, Body body) {
        if (body.parts().isEmpty()) {
            return response.end();
        }
        if (body.parts().size() == 1) {
            return switch (body.parts().getFirst()) {
                case Body.Bytes bytes -> response.end(bytes.content());
                case Body.FileRange range -> response.sendFile(range.file().toString(), range.offset(), range.length());
            };
        }
        return writer.write(response, body).compose(written -> response.end());
    }
}
