package import Credentials
import Roster
import TransparencyLog

extension RosterRegister {
    /// Offers the rosters in `peers/`: the first one, or newer ones that a person has put there. One
    /// that leaves versions out waits until peers have supplied them.
    package func takeUp(_ peers: PeersFolder) throws {
        let newest = newest?.version
        for version in try peers.rosterVersions() where newest.map({ version > $0 }) ?? true {
            try offer(peers.readRoster(version: version))
        }
        guard DurableFile.exists(peers.roster) else { return }
        try offer(peers.readRoster())
    }

    private func offer(_ note: SignedNote) throws {
        do {
            try accept(note)
        } catch RosterError.missingVersions, RosterError.beforeFirst {
            return
        }
    }
}
