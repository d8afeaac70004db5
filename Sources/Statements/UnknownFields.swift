import SwiftProtobuf

/// Fields of a decoded message that this version does not know, kept so that a statement encoded
/// again loses nothing that a newer node said.
package struct UnknownFields: Hashable, Sendable {
    var storage = UnknownStorage()

    package init() {}

    init(_ storage: UnknownStorage) { self.storage = storage }

    package var isEmpty: Bool { storage.data.isEmpty }

    package func hash(into hasher: inout Hasher) { hasher.combine(storage.data) }
}
