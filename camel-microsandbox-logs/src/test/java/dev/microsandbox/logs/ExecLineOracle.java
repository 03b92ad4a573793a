package dev.microsandbox.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The same lines as {@link ExecLineParser}, read with the JDK's UTF-8, Jackson's tokens, BigInteger and java.time. Two
 * things that Jackson lets pass and we do not are looked for beside it: half of a surrogate pair, in every string, and a hexadecimal digit
 * that is none (Jackson looks at the low byte of a character only, so that U+4E38 is an 8 to it).
 */
final class ExecLineOracle {
    private static final Set<String> KNOWN = Set.of("t", "s", "d", "id", "e");
    private static final BigInteger END_OF_UNSIGNED = BigInteger.ONE.shiftLeft(64);
    private static final Pattern WHITE_SPACE_AROUND = Pattern.compile("\\A\\p{IsWhite_Space}+|\\p{IsWhite_Space}+\\z");

    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Null when the line is malformed. */
    Answer read(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            requireHexadecimalEscapes(text);
            try (JsonParser json = factory.createParser(text)) {
                return read(json);
            }
        } catch (Malformed | CharacterCodingException | JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Outside of strings a backslash is malformed anyway. */
    private static void requireHexadecimalEscapes(String text) throws Malformed {
        for (int i = text.indexOf('\\'); i >= 0 && i + 1 < text.length(); i = text.indexOf('\\', i + 2)) {
            if (text.charAt(i + 1) == 'u') {
                require(text.length() >= i + 6 && text.substring(i + 2, i + 6).matches("[0-9A-Fa-f]{4}"));
            }
        }
    }

    private static Answer read(JsonParser json) throws IOException, Malformed {
        require(json.nextToken() == JsonToken.START_OBJECT);
        Map<String, Object> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = whole(json.currentName());
            Object value = value(json);
            require(!(KNOWN.contains(name) && fields.containsKey(name)));
            fields.put(name, value);
        }
        require(json.nextToken() == null);

        Instant time = Rfc3339Oracle.read(string(fields, "t"));
        LogSource source = LogSource.of(string(fields, "s"));
        require(time != null && source != null);
        String body = fields.containsKey("d") ? string(fields, "d") : "";
        byte[] data = body.getBytes(StandardCharsets.UTF_8);
        if (fields.get("e") != null && string(fields, "e").equals("b64")) {
            data = decode(body, data);
        }
        Object id = fields.get("id");
        require(id == null || id instanceof BigInteger);
        return new Answer(
                time.getEpochSecond(),
                time.getNano(),
                source,
                id != null,
                id == null ? 0 : ((BigInteger) id).longValue(),
                ByteBuffer.wrap(data));
    }

    /** A string, an unsigned number, null, or anything else as OTHER. */
    private static Object value(JsonParser json) throws IOException, Malformed {
        JsonToken token = json.nextToken();
        switch (token) {
            case VALUE_STRING:
                return whole(json.getText());
            case VALUE_NULL:
                return null;
            case VALUE_NUMBER_INT:
                BigInteger number = json.getText().charAt(0) != '-' ? new BigInteger(json.getText()) : END_OF_UNSIGNED;
                return number.compareTo(END_OF_UNSIGNED) < 0 ? number : JsonToken.VALUE_NUMBER_INT;
            case START_OBJECT, START_ARRAY:
                for (int depth = 1; depth > 0; ) {
                    JsonToken inner = json.nextToken();
                    depth += inner.isStructStart() ? 1 : inner.isStructEnd() ? -1 : 0;
                    if (inner == JsonToken.FIELD_NAME || inner == JsonToken.VALUE_STRING) {
                        whole(json.getText());
                    }
                }
                return token;
            default:
                return token;
        }
    }

    private static String string(Map<String, Object> fields, String name) throws Malformed {
        require(fields.get(name) instanceof String);
        return (String) fields.get(name);
    }

    private static String whole(String text) throws Malformed {
        require(text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        return text;
    }

    /** The JDK decodes more than is canonical; only that encodes to the same text again. */
    private static byte[] decode(String body, byte[] otherwise) {
        String text = WHITE_SPACE_AROUND.matcher(body).replaceAll("");
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(decoded).equals(text) ? decoded : otherwise;
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    private static void require(boolean holds) throws Malformed {
        if (!holds) {
            throw new Malformed();
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed() {
            super(null, null, false, false);
        }
    }
}
