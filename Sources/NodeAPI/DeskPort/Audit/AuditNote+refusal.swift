import AuditTrail

extension AuditNote {
    /// That somebody did not come in, and from where; never with what was shown, which may be a secret.
    ///
    /// - Parameter reason: `link`, `not-on-list`, `token`, …
    /// - Returns: nil where it is only counted.
    static func refusal(
        _ reason: String, from caller: DeskCaller, _ signIn: any DeskSignIn
    ) -> AuditNote? {
        guard let passedOver = signIn.takeRefusal() else { return nil }
        var details: [AuditDetail: String] = [.reason: reason, .from: SignInRoutes.place(caller)]
        if passedOver > 0 { details[.more] = String(passedOver) }
        return AuditNote(.refuseSignIn, details, who: .node).deferred
    }
}

extension DeskAnswer {
    /// The same with that it lets nobody in.
    func refusing(
        _ reason: String, _ request: DeskRequest, _ signIn: any DeskSignIn
    ) -> DeskAnswer {
        guard let note = AuditNote.refusal(reason, from: request.caller, signIn) else {
            return self
        }
        return noted(note)
    }
}
