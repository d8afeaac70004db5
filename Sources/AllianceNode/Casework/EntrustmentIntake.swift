package import AllianceNames
import Casework
import JSON
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// What other members' nodes say, mostly of reports that one publishes for another. All of it is looked at as if it
/// came from an enemy: whoever sends it is known, and nothing else.
extension CaseworkDesk: LetterTaking {
    package func take(_ content: [UInt8], from sender: MemberID) throws -> [UInt8] {
        do {
            let json = try JSONValue(parsing: content)
            if ContactLetter.isMeant(by: json) {
                return try take(ContactLetter(json), from: sender)
            }
            if InquiryLetter.isMeant(by: json) {
                try take(InquiryLetter(json), from: sender)
            } else {
                try take(EntrustmentLetter(json), from: sender)
            }
            return LetterReceipt.taken.bytes
        } catch let error as CaseworkError {
            if case .tooMany = error {
                return LetterReceipt.later(keyword: error.keyword, detail: error.description).bytes
            }
            return LetterReceipt.refused(keyword: error.keyword, detail: error.description).bytes
        } catch let error as JSONError {
            return LetterReceipt.refused(keyword: error.keyword, detail: error.description).bytes
        }
    }

    private func take(_ letter: EntrustmentLetter, from sender: MemberID) throws {
        switch letter {
        case .request(let id, let channel, let message, let rows):
            try receive(id, channel, message, rows, from: sender)
        case .withdrawalRequest(let id):
            try change(id, .theirs, of: sender) { one in
                let before = one.stage
                one.requestWithdrawal()
                return before != .withdrawn && one.stage == .withdrawn ? .withdrawal(id) : nil
            }
        case .refusal(let id, let reason):
            try change(id, .ours, of: sender) {
                $0.turnDown(reason)
                return nil
            }
        case .publication(let id, let entries, let count):
            try change(id, .ours, of: sender) { one in
                guard entries.log.member == sender, entries.log.channel == one.channel,
                    count <= one.rowCount
                else { throw CaseworkError.text(field: "log") }
                one.publish(as: entries, count: count)
                return nil
            }
        case .withdrawal(let id):
            try change(id, .ours, of: sender) {
                $0.withdraw()
                return nil
            }
        }
    }

    private func change(
        _ id: CaseworkID, _ side: Entrustment.Side, of sender: MemberID,
        _ body: (inout Entrustment) throws -> EntrustmentLetter?
    ) throws {
        try store.change(entrustment: id, revision: nil, at: node.clock.now()) { one in
            // Of what is another's nothing is said.
            guard one.side == side, one.partner == sender else { throw CaseworkError.notThere }
            return try body(&one)
        }
    }

    private func receive(
        _ id: CaseworkID, _ channel: ChannelID, _ message: String, _ rows: [EntrustedRow],
        from sender: MemberID
    ) throws {
        let roster = node.roster
        // Nobody has said through another what it could not say itself, or where it does not read.
        guard let theirs = roster.currentLog(of: sender, in: channel)?.origin,
            roster.mayWrite(sender, channel), (try? node.checkMayWrite(to: channel)) != nil
        else { throw CaseworkError.notAPublisher(node.member) }
        let log = node.writer.origin(in: channel)
        for (place, row) in rows.enumerated() {
            guard row.opening.origin == theirs,
                row.isOf(sender, in: log, key: { roster.logKey(for: $0) })
            else {
                throw CaseworkError.row(
                    place + 1, "its opening is not the sender's, for this member and report")
            }
        }
        // It becomes a draft here, of which whoever signs it is shown all.
        try DraftContent(channel: channel, title: "", reports: rows.map(\.report)).check()
        try store.receive(
            Entrustment(
                id: id, side: .theirs, partner: sender, channel: channel, rowCount: rows.count,
                message: message, createdAt: node.clock.now()), rows)
    }
}
