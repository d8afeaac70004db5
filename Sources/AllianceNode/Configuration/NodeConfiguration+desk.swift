package import NodeAPI

extension NodeConfiguration {
    package var webCertificate: WebCertificateFiles? {
        guard let deskCertificate, let deskKey else { return nil }
        return WebCertificateFiles(certificate: deskCertificate, key: deskKey)
    }

    /// - Parameter defaultHost: that of the peer port.
    package func deskSettings(defaultHost: String) -> DeskSettings? {
        deskPort.map {
            DeskSettings(
                address: .init(host: deskHost ?? defaultHost, port: $0),
                webCertificate: webCertificate, publicOrigin: deskURL,
                exportRowsMax: UInt64(exportRows), auditDays: auditDays,
                secondLook: secondLook, collections: collections, notices: noticeServices)
        }
    }

    private var noticeServices: NoticeServices {
        guard let sendmail, let mailFrom else {
            return NoticeServices(webhookHosts: webhookHosts)
        }
        return NoticeServices(
            webhookHosts: webhookHosts, mail: .init(program: sendmail, from: mailFrom))
    }
}
