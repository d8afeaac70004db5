import AllianceNames
import CRDT
import Complaints
import MarkRecognition
import MergedView
import Roster
import Statements

/// What members state of one registration: of each the newest statement that counts, by member.
struct StatedRights {
    struct Statement {
        let member: MemberID
        let name: String
        let right: Right
    }

    private let statements: [Statement]

    /// Blocks.
    init(_ key: String, at node: OpenedNode) throws {
        let scope = try node.scope()
        let rows = try node.view.rows(of: .right(key), in: node.channels, scope: scope)
            .filter { $0.kind == .right && scope.standing(of: $0) == .live }
        let said = Dictionary(grouping: rows, by: \.dot.log.member)
        let roster = node.roster
        statements = try said.sorted { $0.key < $1.key }.compactMap { member, rows in
            guard let dot = try AuthorOrder.newest(of: rows)?.dot,
                case .right(let right)? = try node.statement(at: dot), right.key == key
            else {
                return nil
            }
            return Statement(
                member: member, name: roster.member(member)?.name ?? member.rawValue, right: right)
        }
    }

    var isEmpty: Bool { statements.isEmpty }

    var members: Set<MemberID> { Set(statements.map(\.member)) }

    /// The statement that a complaint rests on: the author's own, else that of whom it names, else the first.
    func statement(for complaint: Complaint, by author: MemberID) -> Statement? {
        statements.first { $0.member == author }
            ?? statements.first { Self.isNamed($0, in: complaint) } ?? statements.first
    }

    /// How a member that files for itself stands to the right.
    ///
    /// Its own statement makes it the owner. Nothing that members state authorises an agent, so one is who names the
    /// member that states the right and brings the authorisation as a file, which a person at the platform reads: until
    /// when it holds stands in there, and is not known here.
    func authority(for complaint: Complaint, by author: MemberID) -> RightAuthority {
        guard let statement = statement(for: complaint, by: author) else { return .none }
        if statement.member == author { return .owner }
        guard Self.isNamed(statement, in: complaint),
            complaint.evidence.contains(where: { $0.role == .authorisation })
        else { return .none }
        return .agent(until: nil)
    }

    private static func isNamed(_ statement: Statement, in complaint: Complaint) -> Bool {
        guard let name = complaint.onBehalfOf else { return false }
        return name == statement.member.rawValue
            || TextFolding.unaccented(name) == TextFolding.unaccented(statement.name)
    }
}

extension OpenedNode {
    /// The marks by which listings are read for one right: those of all members, or its own alone where it is not among
    /// them, since it has ended or nobody states it. Blocks.
    func markRegister(for right: Right) throws -> MarkRegister {
        let all = try markRegister()
        guard all.places(restingOn: right.key).isEmpty else { return all }
        return MarkRegister(RegisteredMark.all(of: [(member, right)]))
    }
}
