{{- define "plumbline.name" -}}
{{- printf "%s-%s" .Release.Name .stage | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "plumbline.labels" -}}
app.kubernetes.io/name: plumbline
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "plumbline.selector" -}}
app.kubernetes.io/name: plumbline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "plumbline.image" -}}
{{ required "image.repository is required" .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- /* The bootstrap servers' ports and those that brokers advertise beside them. */ -}}
{{- define "plumbline.kafkaPorts" -}}
{{- $ports := list -}}
{{- range splitList "," .Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (splitList ":" (trim .) | last) -}}
{{- end -}}
{{- range .Values.networkPolicy.kafkaPorts -}}
{{- $ports = append $ports (toString .) -}}
{{- end -}}
{{- $ports | uniq | join "," -}}
{{- end -}}

{{- define "plumbline.config" -}}
kafka:
  bootstrapServers: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
  {{- with .Values.kafka.properties }}
  properties: {{ toJson . }}
  {{- end }}
  {{- if .Values.kafka.existingSecret }}
  propertiesFile: /etc/plumbline/kafka/client.properties
  {{- end }}
policies:
{{- range $file, $policy := .Values.policies }}
  - /etc/plumbline/policies/{{ $file }}
{{- end }}
stateDir: /var/lib/plumbline/state
streams:
  threads: {{ .Values.streams.threads }}
  replicationFactor: {{ .Values.streams.replicationFactor }}
http:
  host: 0.0.0.0
  port: {{ .Values.service.port }}
  {{- with .Values.http }}
  {{- if and .clientCertificates (not .tlsSecret) }}
  {{- fail "http.clientCertificates needs http.tlsSecret" }}
  {{- end }}
  {{- if not (or .tokensSecret .clientCertificates .insecure) }}
  {{- fail "set http.tokensSecret or http.clientCertificates, or http.insecure=true to let everybody in whom the networkPolicy lets in" }}
  {{- end }}
  {{- if .tokensSecret }}
  tokenFile: /etc/plumbline/http/tokens
  {{- end }}
  {{- if .tlsSecret }}
  tls:
    certificate: /etc/plumbline/tls/tls.crt
    key: /etc/plumbline/tls/tls.key
    {{- if .clientCertificates }}
    clientCa: /etc/plumbline/tls/ca.crt
    {{- end }}
  {{- end }}
  {{- with .allowedHosts }}
  allowedHosts: {{ toJson . }}
  {{- end }}
  {{- if .insecure }}
  insecure: true
  {{- end }}
  {{- end }}
redact:
  allowedHeaders: {{ toJson .Values.redact.allowedHeaders }}
  phoneRegions: {{ toJson .Values.redact.phoneRegions }}
  {{- if .Values.redact.keysetSecret }}
  hashKeyset: /etc/plumbline/keysets/hash.json
  {{- if .Values.redact.sealing }}
  sealingKeyset: /etc/plumbline/keysets/sealing.json
  {{- end }}
  {{- end }}
retrain:
  workDir: /var/lib/plumbline/retraining
  timeLimit: {{ .Values.stages.retrain.timeLimit }}
  {{- if .Values.stages.retrain.kubernetes.enabled }}
  kubernetes: {podTemplate: /etc/plumbline/trainer-pod.yaml}
  {{- end }}
  {{- with .Values.stages.retrain.webhook }}
  {{- if .url }}
  webhook:
    url: {{ .url | quote }}
    callback: {{ required "stages.retrain.webhook.callback is required" .callback | quote }}
    secretFile: /etc/plumbline/pipeline/signing
    {{- if .authorization }}
    authorizationFile: /etc/plumbline/pipeline/authorization
    {{- end }}
    {{- if .body }}
    bodyFile: /etc/plumbline/pipeline-body.json
    {{- end }}
  {{- end }}
  {{- end }}
{{- with .Values.sinks }}
sinks: {{ toJson . }}
{{- end }}
{{ end -}}

{{- define "plumbline.trainer" -}}
{{- printf "%s-trainer" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- /* The pod of a trainer: no token, no rights, and all files where the retrain stage has them. */ -}}
{{- define "plumbline.trainerPod" -}}
{{- $of := .Values.stages.retrain -}}
{{- $trainer := $of.kubernetes -}}
{{- $files := or .Values.policyFiles .Values.policyFilesConfigMap -}}
kind: Pod
apiVersion: v1
metadata:
  labels:
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/component: trainer
spec:
  serviceAccountName: {{ include "plumbline.trainer" . }}
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets: {{ toJson . }}
  {{- end }}
  {{- with $trainer.nodeSelector }}
  nodeSelector: {{ toJson . }}
  {{- end }}
  {{- with $trainer.tolerations }}
  tolerations: {{ toJson . }}
  {{- end }}
  containers:
    - name: trainer
      image: {{ include "plumbline.image" . }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      env:
        - {name: JAVA_TOOL_OPTIONS, value: {{ $trainer.javaOptions | quote }}}
        - {name: DJL_CACHE_DIR, value: /tmp/djl}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      resources: {{ toJson $trainer.resources }}
      volumeMounts:
        - {name: policies, mountPath: /etc/plumbline/policies, readOnly: true}
        {{- if $files }}
        - {name: policy-files, mountPath: /etc/plumbline/files, readOnly: true}
        {{- end }}
        {{- if .Values.models.existingClaim }}
        - {name: models, mountPath: /models, readOnly: true}
        {{- end }}
        - {name: retraining, mountPath: /var/lib/plumbline/retraining}
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: policies
      configMap: {name: {{ .Release.Name }}-policies}
    {{- if $files }}
    - name: policy-files
      projected:
        sources:
          {{- if .Values.policyFiles }}
          - configMap: {name: {{ .Release.Name }}-policy-files}
          {{- end }}
          {{- with .Values.policyFilesConfigMap }}
          - configMap: {name: {{ . }}}
          {{- end }}
    {{- end }}
    {{- with .Values.models.existingClaim }}
    - name: models
      persistentVolumeClaim: {claimName: {{ . }}, readOnly: true}
    {{- end }}
    - name: retraining
      persistentVolumeClaim: {claimName: {{ required "stages.retrain.existingClaim is required with stages.retrain.kubernetes" $of.existingClaim }}}
    - name: tmp
      emptyDir: {sizeLimit: 2Gi}
{{- end -}}
