package dev.microsandbox.camel.logs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, row by row, and whether it is what it is to be. One thread. */
final class Figures {
    private final List<Figure> rows = new ArrayList<>();

    List<Figure> rows() {
        return rows;
    }

    /** A ratio that is not to be below {@code goal}. */
    void atLeast(String what, double goal, Spread ratio, String how) {
        row(what, "≥ " + number(goal) + " ×", "×", ratio, ratio.median() >= goal, ratio.median() / goal, how);
    }

    /** A figure that is not to be above {@code goal}. */
    void atMost(String what, double goal, String unit, Spread value, String how) {
        boolean known = !Double.isNaN(value.median());
        row(
                what,
                "≤ " + number(goal) + " " + unit,
                unit,
                value,
                known ? value.median() <= goal : null,
                known ? Math.min(10, goal / Math.max(value.median(), 1e-9)) : 0,
                how);
    }

    /** A figure that rounds to zero, or does not. */
    void zero(String what, String unit, double value, String how) {
        boolean met = value < 0.5;
        row(what, "0 " + unit, unit, Spread.of(value), met, met ? 1 : 0.5 / value, how);
    }

    /** What holds, or does not. */
    void holds(String what, boolean met, String measured, String how) {
        rows.add(new Figure(what, "holds", measured, "", met, met ? 1 : 0.01, how));
    }

    /** A figure without a goal. */
    void other(String what, String unit, Spread value, String how) {
        row(what, "", unit, value, null, 0, how);
    }

    /** Something with a goal that could not be measured here. */
    void notRun(String what, String goal, String why) {
        rows.add(new Figure(what, goal, "not run", "", null, 0, why));
    }

    private void row(
            String what, String goal, String unit, Spread value, Boolean met, double timesTheGoal, String how) {
        boolean one = value.least() == value.most();
        rows.add(new Figure(
                what,
                goal,
                Double.isNaN(value.median()) ? "not measured" : number(value.median()) + " " + unit,
                one ? "" : number(value.least()) + "–" + number(value.most()),
                met,
                timesTheGoal,
                how));
    }

    /** Three digits, or all those before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = value == Math.rint(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
