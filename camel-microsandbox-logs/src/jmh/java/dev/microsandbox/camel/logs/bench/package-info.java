/**
 * What is measured, and against whom: {@code mvn verify -Pbench}, a quarter of an hour at the most; each part for a moment in the
 * ordinary build ({@code BenchTest}).
 *
 * <ol>
 *   <li>{@code Corpus}, in the engine's package, writes the same full chain of logs every time; {@code Homes} says where.
 *   <li>A {@code Side} is one way to read all of it: ours, and those of others. {@code Pass} is how: {@code EnginePass},
 *       {@code RoutePass}, {@code BarePass}, {@code JacksonPass}, {@code MsbPass}.
 *   <li>{@code Rounds} compares sides that take turns, each in a JVM of its own ({@code SideMain}, asked by a {@code ChildJvm}): the
 *       machine is noisy, so only ratios within a round count.
 *   <li>{@code Follow}: a route ({@code ReaderMain}) follows what a writer ({@code WriterMain}) writes.
 *   <li>{@code Ends}, {@code EndCosts}, {@code Allocation}: what needs no comparison, in the JVM of {@code Bench}.
 *   <li>Classes named {@code …Benchmark} are JMH's: parsing, scanning, draining, the ends of a chain, routes.
 *   <li>{@code Bench} runs all, holds the goals, and writes {@code target/bench}: {@code report.md}, {@code bench.svg},
 *       {@code results.json}, {@code jmh.json} ({@code Figures}, {@code Report}, {@code BenchPicture}).
 * </ol>
 *
 * <p>{@code SidesMain} compares some sides alone, for whoever makes something faster.
 */
package dev.microsandbox.camel.logs.bench;
