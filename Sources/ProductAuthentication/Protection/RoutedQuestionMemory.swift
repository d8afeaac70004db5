import AllianceNames
import TransparencyLog

/// Which routed questions were taken, so that each is taken once: who passes them on cannot spend an
/// asker's budget, nor have a number look as if it were seen again, by repeating what it has.
///
/// It is kept in memory only. What was sent before it began is refused, since that may have been taken
/// by the process before; so after a start an asker whose clock is behind waits for as long.
package struct RoutedQuestionMemory: Sendable {
    /// Questions of one asker that are remembered.
    package static let ofOneAskerMax = 10_000
    /// Of all.
    package static let questionsMax = 50_000

    private let begunAt: UInt64
    private var taken: [Digest: (asker: MemberID, sentAt: UInt64)] = [:]
    private var counts: [MemberID: Int] = [:]
    private var sweptAt: UInt64

    private let ofOneAskerMax: Int

    /// - Parameter now: milliseconds since 1970, as below.
    package init(at now: UInt64, ofOneAskerMax: Int = ofOneAskerMax) {
        (begunAt, sweptAt) = (now, now)
        self.ofOneAskerMax = ofOneAskerMax
    }

    /// - Throws: `ProductAuthenticationError.routed`: `repeated`, `beforeStart`, `tooMany`.
    package mutating func take(
        _ question: VerifiedRoutedQuestion, at now: UInt64
    ) throws(ProductAuthenticationError) {
        guard question.sentAt >= begunAt else { throw .routed(.beforeStart) }
        guard taken[question.digest] == nil else { throw .routed(.repeated) }
        if now >= sweptAt + RoutedQuestion.ageMillisecondsMax / 4
            || taken.count >= Self.questionsMax
        {
            sweep(at: now)
        }
        guard counts[question.asker, default: 0] < ofOneAskerMax,
            taken.count < Self.questionsMax
        else { throw .routed(.tooMany(of: question.asker)) }
        taken[question.digest] = (question.asker, question.sentAt)
        counts[question.asker, default: 0] += 1
    }

    package var count: Int { taken.count }

    /// Forgets what is refused for its age. A clock that was set back keeps more.
    private mutating func sweep(at now: UInt64) {
        sweptAt = now
        taken = taken.filter { $0.value.sentAt + RoutedQuestion.ageMillisecondsMax >= now }
        counts = taken.values.reduce(into: [:]) { $0[$1.asker, default: 0] += 1 }
    }
}
