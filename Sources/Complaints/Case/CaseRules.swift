/// What the state depends on beside the statements: the same for every node, so no setting of a node
/// but constants. A change of one is a change of what old logs say.
package enum CaseRules {
    package static let hourMilliseconds: UInt64 = 3_600_000
    package static let dayMilliseconds: UInt64 = 24 * hourMilliseconds

    /// To a first decision, by the wall clock.
    package static let decisionMilliseconds = 24 * hourMilliseconds
    /// A seller or complainant may object for at least six months (Regulation (EU) 2022/2065, article
    /// 20(1)); 184 days is the longest that six months are.
    package static let objectionWindowMilliseconds = 184 * dayMilliseconds
    /// The longest that evidence can be asked for with the clock standing still.
    package static let evidenceWaitMillisecondsMax = 14 * dayMilliseconds
    package static let pauseMillisecondsMax = 14 * dayMilliseconds
    package static let holdMillisecondsMax = 60 * dayMilliseconds
    /// Of one listing.
    package static let evidenceRequestsMax = 8
    /// Seizures and test buys of one listing.
    package static let recordsMax = 64
}
