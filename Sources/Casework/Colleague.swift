package import SignIn

/// One of this member's people, as far as drafts and cases need to know.
package struct Colleague: Hashable, Sendable {
    package let id: PersonID
    package let permissions: Set<Permission>

    package init(_ id: PersonID, _ permissions: Set<Permission>) {
        self.id = id
        self.permissions = permissions
    }

    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// - Throws: `CaseworkError.roleMissing`.
    func check(_ permission: Permission) throws(CaseworkError) {
        guard may(permission) else { throw .roleMissing(permission) }
    }
}
