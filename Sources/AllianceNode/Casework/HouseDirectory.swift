import AllianceNames
import Casework
import Credentials
import Roster
import Statements
import Synchronization
import TransparencyLog

/// Whose identifiers are no counterfeiter's: from `own.csv`, and from the member register.
final class HouseDirectory: Sendable {
    private struct Kept {
        let roster: Digest
        let file: Digest?
        let house: HouseIdentifiers
    }

    private let node: OpenedNode
    private let kept = Mutex<Kept?>(nil)

    init(_ node: OpenedNode) { self.node = node }

    /// Blocks. Read anew when the register or the file changes.
    /// - Throws: see `OwnIdentifiersFile`.
    func house() throws -> HouseIdentifiers {
        let roster = node.roster
        let path = node.home.ownIdentifiers
        let bytes =
            DurableFile.exists(path)
            ? try DurableFile.read(path, bytesMax: OwnIdentifiersFile.bytesMax) : nil
        let file = bytes.map { Digest.sha256($0) }
        if let kept = kept.withLock({ $0 }), kept.roster == roster.digest, kept.file == file {
            return kept.house
        }
        var house = HouseIdentifiers()
        if let bytes {
            let file = try OwnIdentifiersFile(parsing: bytes, path: path)
            for row in file.rows { house.add(row.indicator, of: .own(row.whose)) }
            house.completeAt = file.completeAt
        }
        for member in roster.activeMembers {
            let owner: HouseIdentifiers.Owner =
                member.id == node.member ? .own(member.name) : .member(member.id)
            if let host = roster.endpoint(of: member.id)?.host {
                for type in [IndicatorType.ip, .domain] {
                    if let indicator = try? Indicator(type, parsing: host) {
                        house.add(indicator, of: owner)
                        break
                    }
                }
            }
            if let company = try? Indicator(.company, parsing: member.name) {
                house.add(company, of: owner)
            }
        }
        kept.withLock { $0 = Kept(roster: roster.digest, file: file, house: house) }
        return house
    }
}
