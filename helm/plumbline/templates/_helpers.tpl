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
http: {host: 0.0.0.0, port: {{ .Values.service.port }}}
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
{{- with .Values.sinks }}
sinks: {{ toJson . }}
{{- end }}
{{ end -}}
