package import Casework
package import NodeAPI

/// How a node's desk port is run.
package struct DeskSettings: Sendable {
    package let address: PeerPort.Address
    /// Nil shows the node's alliance certificate, which browsers do not know.
    package let webCertificate: WebCertificateFiles?
    /// `https://host[:port]` as the world knows it; nil takes what a request names.
    package let publicOrigin: String?
    /// Rows that one may take away alone in 24 hours.
    package let exportRowsMax: UInt64
    /// That audit records are kept; nil keeps them for good.
    package let auditDays: Int?
    /// When a report needs somebody else's look before it is signed.
    package let secondLook: SecondLook
    /// What programs are handed of other members.
    package let collections: CollectionReach
    /// Where notices may go beside the inbox.
    package let notices: NoticeServices

    package init(
        address: PeerPort.Address, webCertificate: WebCertificateFiles? = nil,
        publicOrigin: String? = nil,
        exportRowsMax: UInt64 = UInt64(NodeConfiguration.exportRowsDefault),
        auditDays: Int? = nil, secondLook: SecondLook = .never,
        collections: CollectionReach = .all,
        notices: NoticeServices = NoticeServices()
    ) {
        self.address = address
        self.webCertificate = webCertificate
        self.publicOrigin = publicOrigin
        self.exportRowsMax = exportRowsMax
        self.auditDays = auditDays
        self.secondLook = secondLook
        self.collections = collections
        self.notices = notices
    }
}
