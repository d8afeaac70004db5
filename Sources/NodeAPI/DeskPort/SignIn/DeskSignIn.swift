package import AllianceNames
package import SignIn

/// Who may come in at this member's desk: the list of its persons and tokens, and their sessions.
///
/// What does not wait is asked on event loops, for every request: an implementation has it in memory.
package protocol DeskSignIn: Sendable {
    /// Whose desk it is.
    var member: MemberID { get }

    /// Nil where the session is over, or was never.
    func person(with session: Secret) -> DeskPerson?

    /// Nil where the token is over, revoked, or was never.
    func machine(with token: Secret) -> DeskMachine?

    /// Takes up what other processes have changed, before a request is judged.
    func refresh() async throws

    /// Whether one more attempt to sign in is looked at.
    func takeAttempt(from place: String) -> Bool

    /// That somebody did not come in, for the audit log; nil where that is only counted (`RefusalTally`).
    ///
    /// - Returns: how many were only counted since the one before.
    func takeRefusal() -> UInt64?

    /// Whose link it is; nil where it is used up, over, or was never.
    func person(ofLink link: Secret) async throws -> Person?

    /// Uses the link up and begins a session.
    func begin(usingLink link: Secret) async throws -> Secret?

    /// What a session is for, from now on; durable when it returns.
    func state(_ purpose: Purpose, for session: Secret) async throws

    /// Ends a session; durable when it returns.
    func end(_ session: Secret) async throws
}
