import AllianceNames
import Credentials
import Foundation
import GS1
import Roster

/// Members that all have an endpoint: a hub, a brand that owns a prefix, and others.
final class PeerAlliance {
    static let hub = "hub"
    static let brand = "brand"
    let alliance: BenchAlliance
    let members: [String]

    init(in folder: URL, members count: Int) async throws {
        members = [Self.hub, Self.brand] + (0..<max(0, count - 2)).map { "member-\($0 + 1)" }
        let ports = try FreePorts.take(members.count)
        let prefix = try CompanyPrefix(parsing: "9521001")
        alliance = try BenchAlliance(
            in: folder,
            zip(members, ports).map { member, port in
                var wish = BenchAlliance.Wish(member: member, port: port)
                if member == Self.hub { wish.roles = [.platform] }
                if member == Self.brand { wish.prefixes = [prefix] }
                return wish
            })
    }

    func home(_ member: String) -> HomeFolder { alliance.home(member) }
}
