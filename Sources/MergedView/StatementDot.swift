package import AllianceNames
package import CRDT

/// One statement: the entry of a log that says it.
///
/// The leaf hash is left out: of a log that is not forked the index says it, and the statements of a
/// forked one do not count. Evidence for outsiders adds it from the log.
package typealias StatementDot = Dot<LogOrigin>

/// How much of each log a view has merged.
package typealias ViewFrontier = CausalContext<LogOrigin>
