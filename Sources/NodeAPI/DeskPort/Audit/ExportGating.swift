package import AuditTrail
package import SignIn

/// Lets exports go as far as one person may take them alone, and holds them beyond. Calls record what they
/// decide: it is durable when they return.
package protocol ExportGating: Sendable {
    /// - Parameter record: of the export, with its rows; what it is about decides what was released.
    func admit(_ record: AuditRecord) async throws -> ExportOutcome

    /// - Throws: `ExportReleaseError`.
    func release(
        _ index: UInt64, by actor: AuditActor, person: PersonID, roles: Set<Role>,
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
    /// Waits for a second person under this number.
    case held(UInt64)
    case tooManyHeld
}
