package espalier.runtime.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON (RFC 8259) that a safetensors header uses: objects, arrays, strings and whole numbers from 0. Strict:
 * no name twice in an object, nothing after the end, and no deeper than such a header is.
 */
final class Json {

    /** Says what is wrong and where. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String problem, int at) {
            super(problem + " at character " + at);
        }
    }

    private static final int MAX_DEPTH = 4;
    private static final int MAX_DIGITS = 18;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** An object as a map, an array as a list, a string as itself, a number as a {@link Long}. */
    static Object parse(String text) throws Malformed {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipSpace();
        if (json.at != text.length()) {
            throw json.malformed("something after the end");
        }
        return value;
    }

    private Object value(int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw malformed("nesting too deep");
        }
        skipSpace();
        char first = peek();
        if (first == '{') {
            return object(depth);
        }
        if (first == '[') {
            return array(depth);
        }
        if (first == '"') {
            return string();
        }
        if (isDigit(first)) {
            return number();
        }
        throw malformed("unexpected '" + first + "'");
    }

    private Map<String, Object> object(int depth) throws Malformed {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        skipSpace();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            skipSpace();
            int nameAt = at;
            String name = string();
            skipSpace();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw new Malformed("the name \"" + name + "\" for the second time", nameAt);
            }
            if (isLast('}')) {
                return members;
            }
        }
    }

    private List<Object> array(int depth) throws Malformed {
        List<Object> elements = new ArrayList<>();
        expect('[');
        skipSpace();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            elements.add(value(depth + 1));
            if (isLast(']')) {
                return elements;
            }
        }
    }

    private boolean isLast(char end) throws Malformed {
        skipSpace();
        if (peek() == end) {
            at++;
            return true;
        }
        expect(',');
        return false;
    }

    private Long number() throws Malformed {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.length() > MAX_DIGITS || (digits.length() > 1 && digits.charAt(0) == '0')) {
            throw new Malformed("an impossible number", start);
        }
        return Long.valueOf(digits);
    }

    private String string() throws Malformed {
        expect('"');
        StringBuilder content = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return content.toString();
            }
            if (c < ' ') {
                throw malformed("a control character in a string");
            }
            content.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws Malformed {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("an unknown escape '\\" + c + "'");
        };
    }

    private char unicode() throws Malformed {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw malformed("an unfinished \\u escape");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw malformed("an early end");
        }
        return text.charAt(at);
    }

    private void expect(char expected) throws Malformed {
        if (peek() != expected) {
            throw malformed("'" + peek() + "' instead of '" + expected + "'");
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Malformed malformed(String problem) {
        return new Malformed(problem, at);
    }

    /** A string as JSON writes it. */
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
