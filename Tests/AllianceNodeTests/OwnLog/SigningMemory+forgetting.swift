import AllianceNode
import Foundation
import Replication

extension SigningMemory {
    /// Forgets what this machine remembers of a fence, as a start of it would.
    static func forget(fenceAt path: String, in folder: String = systemFolder) throws {
        guard let id = try SigningFence(path: path, memory: folder).read().id else { return }
        let memory = "\(folder)/\(id)"
        guard FileManager.default.fileExists(atPath: memory) else { return }
        try FileManager.default.removeItem(atPath: memory)
    }
}
