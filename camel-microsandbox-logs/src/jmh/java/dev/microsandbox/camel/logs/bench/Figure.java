package dev.microsandbox.camel.logs.bench;

/**
 * A row of the table.
 *
 * @param goal empty: there is none
 * @param spread least and most
 * @param met null: there is no goal, or it was not measured
 * @param timesTheGoal 1 and more is met; 0: there is nothing to draw
 * @param how how it was taken
 */
record Figure(String what, String goal, String measured, String spread, Boolean met, double timesTheGoal, String how) {
    String verdict() {
        return met == null ? goal.isEmpty() ? "" : "not run" : met ? "met" : "**missed**";
    }
}
