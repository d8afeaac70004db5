/// A year of complaints at a platform, one event after the other in the order of time, with the truth
/// about each beside it. The same parameters give the same year in every process on every machine.
///
/// Nobody in it knows what a platform decides. Counter-notices, withdrawals and complaints that are
/// mended and filed again come as if what they answer had been decided against whoever answers; a trial
/// leaves out those that have nothing to answer (`ComplaintTrial`).
package struct ComplaintYear: Sequence, Sendable {
    package let parameters: YearParameters

    package init(_ parameters: YearParameters) { self.parameters = parameters }

    package func makeIterator() -> YearGenerator { YearGenerator(parameters) }
}
