import Accounts
import Credentials
import Foundation
import SQLiteStore
import TransparencyLog

/// Accounts at a platform whose holders have proved their addresses, which takes mail.
enum HeldAccounts {
    /// - Parameter hub: the folder of the platform.
    static func put(at hub: URL) throws {
        let store = try SQLiteAccountStore(path: HomeFolder(hub.path()).accountDatabase)
        defer { try? store.close() }
        let now = UInt64(Date().timeIntervalSince1970 * 1_000)
        for (name, organisation) in [("aurum", "Maison Aurum"), ("nord", "Kanzlei Nord")] {
            let link = Digest.sha256(Array("link \(name)".utf8))
            try store.keep(
                AccountApplication(
                    organisation: organisation, email: "ip@\(name).example", country: "DE",
                    isAgent: false,
                    rights: [
                        AccountRight(office: "EM", number: "018012345"),
                        AccountRight(office: "DE", number: "302026001"),
                    ]), hash: link, from: "address 7f000001", at: now)
            _ = try store.begin(
                usingLink: link, sessionHash: .sha256(Array("session \(name)".utf8)),
                newAccount: AccountID(unchecked: "rh-\(name)"), at: now)
        }
    }
}
