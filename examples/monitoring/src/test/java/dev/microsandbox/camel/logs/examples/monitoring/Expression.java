package dev.microsandbox.camel.logs.examples.monitoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL expression, as far as its names go. This is no parser: it knows brackets, matchers, ranges and the words that are used here,
 * and any other word is an error. That a whole expression means something, {@code promtool check rules} tells.
 *
 * @param uses its metrics, as often as they occur
 * @param grouping the labels of {@code by}, {@code on} and their like
 * @param errors what is wrong with its form
 */
record Expression(String text, List<Use> uses, Set<String> grouping, List<String> errors) {
    /** A metric with the labels of its matchers, and whether it has a range, as a counter needs for a rate. */
    record Use(String metric, Set<String> labels, boolean range) {}

    private static final String PREFIX = "camel_msblogs_";
    private static final Set<String> OF_RANGES = Set.of("rate", "increase");
    private static final Set<String> FUNCTIONS = Set.of("rate", "increase", "absent", "max", "topk");
    private static final Set<String> GROUPINGS = Set.of("by", "on");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset");
    private static final Set<String> MATCHERS = Set.of("=", "!=", "=~", "!~");

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\")|(\\[[^]]*])|([a-zA-Z_:][\\w:]*)"
                    + "|(\\d[\\w.]*)|(=~|!~|==|!=|<=|>=|[{}(),=<>+*/-]))\\s*");
    private static final Pattern RANGE = Pattern.compile("\\[(\\d+[smhd]|\\$__rate_interval|\\$__range)]");

    static Expression of(String text) {
        List<String> errors = new ArrayList<>();
        Reader reader = new Reader(tokens(text, errors), errors);
        reader.read();
        return new Expression(text, reader.uses, reader.grouping, errors);
    }

    private static List<String> tokens(String text, List<String> errors) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!token.find(at) || token.start() != at) {
                errors.add("not understood: " + text.substring(at));
                break;
            }
            tokens.add(token.group().strip());
            at = token.end();
        }
        return tokens;
    }

    /** One pass over the tokens; one thread. */
    private static final class Reader {
        private final List<Use> uses = new ArrayList<>();
        private final Set<String> grouping = new TreeSet<>();
        private final Deque<String> functions = new ArrayDeque<>();
        private final List<String> tokens;
        private final List<String> errors;
        private int at;

        Reader(List<String> tokens, List<String> errors) {
            this.tokens = tokens;
            this.errors = errors;
        }

        void read() {
            String before = "";
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (token.equals("(")) {
                    functions.push(before);
                } else if (token.equals(")")) {
                    if (functions.poll() == null) {
                        errors.add("a ) too many");
                    }
                } else if (GROUPINGS.contains(token)) {
                    group();
                    token = before; // the function, whose bracket comes behind the labels
                } else if (token.startsWith(PREFIX)) {
                    use(token);
                } else if (Character.isLetter(token.charAt(0))) {
                    word(token);
                } else if ("{}[".indexOf(token.charAt(0)) >= 0) {
                    errors.add(token + " behind no metric");
                }
                before = token;
            }
            if (!functions.isEmpty()) {
                errors.add("a ) is missing");
            }
        }

        private void word(String word) {
            if (FUNCTIONS.contains(word)) {
                if (!peek().equals("(") && !GROUPINGS.contains(peek())) {
                    errors.add(word + " without a bracket");
                }
            } else if (!OPERATORS.contains(word)) {
                errors.add("unknown word " + word);
            } else if (at == 1 || at == tokens.size()) {
                errors.add(word + " has one side only");
            }
        }

        private void use(String metric) {
            Set<String> labels = new TreeSet<>();
            if (peek().equals("{")) {
                at++;
                while (!peek().equals("}")) {
                    if (at + 3 >= tokens.size()
                            || !MATCHERS.contains(tokens.get(at + 1))
                            || !tokens.get(at + 2).startsWith("\"")) {
                        errors.add("no matcher of " + metric + ": " + peek());
                        at = tokens.size();
                        return;
                    }
                    labels.add(tokens.get(at));
                    at += 3;
                    if (peek().equals(",")) {
                        at++;
                    }
                }
                at++;
            }
            boolean range = peek().startsWith("[");
            if (range && !RANGE.matcher(tokens.get(at++)).matches()) {
                errors.add("no range: " + tokens.get(at - 1));
            }
            String function = functions.isEmpty() ? "" : functions.peek();
            if (range != OF_RANGES.contains(function)) {
                errors.add(metric + (range ? " has a range outside of " : " has no range in ") + function);
            }
            uses.add(new Use(metric, labels, range));
        }

        private void group() {
            if (!peek().equals("(")) {
                errors.add("a grouping without labels");
                return;
            }
            at++;
            while (at < tokens.size() && !peek().equals(")")) {
                if (!peek().equals(",")) {
                    grouping.add(peek());
                }
                at++;
            }
            at++;
        }

        /** The next token; empty at the end. */
        private String peek() {
            return at < tokens.size() ? tokens.get(at) : "";
        }
    }
}
