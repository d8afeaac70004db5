import AllianceNode
import Credentials
import Foundation
import NodeAPI
import SQLiteStore

extension HomeOption {
    /// The list of who may sign in at the desk of this member.
    /// - Throws: `NodeError.noMember` for a folder of nobody; `SQLiteStoreError`.
    func openAccess() throws -> SQLiteAccessStore {
        guard try folder.certs.newestEpoch() != nil else {
            throw NodeError.noMember(folder.path)
        }
        return try SQLiteAccessStore(path: folder.accessDatabase)
    }

    /// Where a browser reaches the desk, as far as the configuration says it: on this machine, where it does not.
    var deskAddress: String {
        let sources = ConfigurationSources(
            environment: ProcessInfo.processInfo.environment, home: folder)
        let configuration = sources.read().configuration
        if let address = configuration.deskURL { return address }
        // Where it listens everywhere it is here too.
        let host = configuration.deskHost.flatMap { ["0.0.0.0", "::"].contains($0) ? nil : $0 }
        let port = configuration.deskPort.flatMap { $0 == 0 ? nil : $0 }
        return "https://\(PortAddress(host: host ?? "127.0.0.1", port: port ?? 8_443))"
    }
}
