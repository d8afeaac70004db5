package import AuditTrail
package import SignIn

/// Lets exports go as far as one person may take them alone, and holds them beyond. Calls record what they
/// decide: it is durable when they return.
package protocol ExportGating: Sendable {
    /// - Parameters:
    ///   - record: of the export, with its rows; what it is about decides what was released.
    ///   - hold: the released one whose rows these are; nil for all that was found.
    func admit(_ record: AuditRecord, within hold: UInt64?) async throws -> ExportOutcome

    /// - Parameter index: nil where whoever asks has named none.
    /// - Throws: `ExportReleaseError`.
    func release(
        _ index: UInt64?, by actor: AuditActor, person: PersonID, roles: Set<Role>,
        purpose: Purpose?
    ) async throws

    /// The oldest first.
    func held() async throws -> [ExportLedger.Held]

    /// Rows that one may take alone in 24 hours.
    var rowsMax: UInt64 { get }
}

package enum ExportOutcome: Hashable, Sendable {
    /// Recorded, and may be handed out.
    case allowed
    /// Nothing is recorded yet: of what was released goes what was there when it was held, at most as many rows.
    /// It is admitted within that.
    case released(ExportLedger.Held)
    /// Waits for a second person under this number.
    case held(UInt64)
    case tooManyHeld
}
