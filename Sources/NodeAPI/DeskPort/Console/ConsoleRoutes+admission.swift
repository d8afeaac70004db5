import AuditTrail
import Peering
package import Roster

/// What may go as a file.
struct Admitted<Content: Sendable>: Sendable {
    let content: Content
    let note: AuditNote
    /// The released hold of which it is; nil within the quota.
    let hold: ExportLedger.Held?

    /// For a file's name: of what was released, under which number, and when it was held.
    var suffix: String {
        hold.map { "-released-\($0.index)-as-of-\($0.time.basicText)" } ?? ""
    }
}

extension ExportLedger.Held {
    /// When it was held; what has come since is not in it.
    package var time: UTCTimestamp { UTCTimestamp(millisecondsSince1970: at) }
}

extension UTCTimestamp {
    /// As ISO 8601 writes it in names of files: `20261126T093000Z`.
    fileprivate var basicText: String {
        String(description.filter { $0 != "-" && $0 != ":" })
    }
}

extension ConsoleRoutes {
    /// Lets a file go that is one row whenever it is asked for, or holds it.
    /// - Throws: 403 where it is held; nothing is handed out then.
    func admit(
        _ note: AuditNote, _ request: DeskRequest, route: String
    ) async throws -> AuditNote {
        try await admit((), request, route: route, note: { note }, asReleased: { _ in }).note
    }

    /// Lets a file go, or holds it. What it is of may have grown since it was held: of what was released goes
    /// what was there then, so that whoever comes back gets it, and nobody more than was released.
    ///
    /// - Parameters:
    ///   - content: all that was found.
    ///   - note: of what goes, with its rows.
    ///   - asReleased: what was there when it was held, of no more rows.
    /// - Throws: 403 where it is held; nothing is handed out then.
    func admit<Content: Sendable>(
        _ content: Content, _ request: DeskRequest, route: String,
        note: (Content) -> AuditNote,
        asReleased: (ExportLedger.Held) async throws -> Content
    ) async throws -> Admitted<Content> {
        guard let audit, let who = request.caller.auditActor else {
            return Admitted(content: content, note: note(content), hold: nil)
        }
        var (content, hold): (Content, ExportLedger.Held?) = (content, nil)
        // Another request may use up a release in between; the next one is tried then.
        for _ in 0...ExportLedger.heldMax {
            var note = note(content)
            let record = AuditRecord(
                who: who, action: note.action, purpose: request.caller.person?.purpose,
                details: note.details, results: note.results, rows: note.rows, status: 200,
                route: route, request: request.id)
            switch try await audit.gate.admit(record, within: hold?.index) {
            case .allowed:
                note.isRecorded = true
                return Admitted(content: content, note: note, hold: hold)
            case .released(let released):
                hold = released
                content = try await asReleased(released)
            case .held(let number):
                throw PeerProblem(
                    status: 403, keyword: "export-held",
                    detail:
                        "With these \(note.rows ?? 0) rows you would take away more than \(audit.gate.rowsMax) in 24 hours. It waits as number \(number) until another person, an approver or administrator, releases it at \(Self.auditPath) or with 'touchstone audit release \(number)'; then come back to this address. You get what was there when it was held."
                )
            case .tooManyHeld: throw Self.tooManyHeld
            }
        }
        throw Self.tooManyHeld
    }

    private static let tooManyHeld = PeerProblem(
        status: 429, keyword: "exports-held",
        detail:
            "\(ExportLedger.heldMax) exports of yours wait to be released already; let somebody release them first."
    )
}
