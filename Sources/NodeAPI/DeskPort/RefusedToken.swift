import AuditTrail
import Logging

extension DeskExchange.Surroundings {
    /// A token that is none: who tries, and from where. It stops nothing that it cannot be written, since
    /// nothing is shown.
    func noteRefusedToken(from caller: DeskCaller, _ request: String) {
        guard let signIn, let audit, let note = AuditNote.refusal("token", from: caller, signIn)
        else { return }
        do {
            try audit.recordSoon(
                AuditRecord(
                    who: .node, action: note.action, details: note.details, status: 401,
                    request: request))
        } catch {
            logger.error("a refused token cannot be recorded", metadata: ["error": "\(error)"])
        }
    }
}
