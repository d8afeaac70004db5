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
        /// Of the file as it was before it was read; nil where that does not tell whether it was written since.
        let version: DurableFile.Version?
        let file: Digest?
        /// What is wrong with the file is not found out again each time either.
        let house: Result<HouseIdentifiers, any Error>
    }

    private let node: OpenedNode
    private let kept = Mutex<Kept?>(nil)

    init(_ node: OpenedNode) { self.node = node }

    /// Blocks, for as long as it takes to look whether the file was written since; it is read anew when it was, or when
    /// the register changes.
    /// - Throws: see `OwnIdentifiersFile`.
    func house() throws -> HouseIdentifiers {
        let roster = node.roster
        let path = node.home.ownIdentifiers
        let kept = kept.withLock { $0 }.flatMap { $0.roster == roster.digest ? $0 : nil }
        // Before its bytes: what is written while they are read has another version.
        let version = DurableFile.version(of: path)
        if let kept, let version, version == kept.version { return try kept.house.get() }
        let bytes =
            DurableFile.exists(path)
            ? try DurableFile.read(path, bytesMax: OwnIdentifiersFile.bytesMax) : nil
        let file = bytes.map { Digest.sha256($0) }
        let house =
            if let kept, kept.file == file { kept.house } else {
                Result { try identifiers(bytes, from: path, roster) }
            }
        self.kept.withLock {
            $0 = Kept(roster: roster.digest, version: version, file: file, house: house)
        }
        return try house.get()
    }

    private func identifiers(
        _ bytes: [UInt8]?, from path: String, _ roster: VerifiedRoster
    ) throws -> HouseIdentifiers {
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
        return house
    }
}
