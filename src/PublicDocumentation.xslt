<!-- What is not public, by namespaces and classes. Tests of the packages compare what is left with the assemblies. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:strip-space elements="members" />
  <xsl:output method="xml" indent="yes" encoding="utf-8" />
  <xsl:template match="member[
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Engine.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Runtime.Contract.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.Systemd.NotifySocket.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.Systemd.SystemdNotifications.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.ExceptionText.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.PlanDiagram.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.PlanJson.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.PlanListing.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.AddedUnit.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.AddedWorker.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.HostBudget.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.HostedWorker.') or
    starts-with(concat(substring(@name, 3), '.'), 'Lifecycle.Hosting.WorkerHealthCheck.')]" />
  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()" />
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
