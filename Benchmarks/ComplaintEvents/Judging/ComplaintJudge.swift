/// Decides complaints as a platform's node does: sees what a node may see, one event after the other,
/// and says what is to be done. The trial of it keeps the truth, the reviewers and the clock.
///
/// What is left undecided stays undecided: nothing is decided by silence.
package protocol ComplaintJudge {
    /// - Returns: what to do about this or any earlier complaint; `at` of each is not before the event.
    mutating func handle(_ event: TimedEvent) -> [Ruling]

    /// Called at each full hour of the year, also where nothing happens.
    mutating func hour(at time: Int) -> [Ruling]

    /// Called when a person has decided.
    mutating func learn(_ outcome: ReviewOutcome) -> [Ruling]
}

extension ComplaintJudge {
    package mutating func hour(at time: Int) -> [Ruling] { [] }
    package mutating func learn(_ outcome: ReviewOutcome) -> [Ruling] { [] }
}
